import { afterAll, expect, it } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { winDeal } from '../../../src/domain/crm/win-deal.js'
import changesSince from '../../../src/domain/reports/customers/changes-since.js'
import { foundedCompany } from '../../support/company.js'
import { runReport } from '../../support/run-report.js'

const company = await foundedCompany([{ name: 'dana', roles: ['sales'] }], { at: '2026-11-23T09:00:00Z' })
const { dana = '' } = company.staff
afterAll(() => company.db.close())

it('reads the audit trail once for what it lists and what it counts', async () => {
  const { id } = await company.change(async (tx) => {
    const { id: companyId } = await createCompany(tx, { name: 'Acme', currency: 'EUR', ownerId: dana })
    return createDeal(tx, { title: 'Rollout', companyId, ownerId: dana, amount: { minor: 5n, currency: 'EUR' } })
  }, 'dana')
  await company.change((tx) => winDeal(tx, id, { on: '2026-11-23', today: '2026-11-23' }), 'dana')
  const { rows, scans } = await company.read(async (read) => {
    const inOne = { scope: company.scope, read: <T>(work: (scope: typeof read) => Promise<T>) => work(read) }
    const { rows } = await runReport(inOne, changesSince, {})
    const scans = await read.sql<{ table: string; scans: number }[]>`
      select relname as table, (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::int as scans
      from pg_stat_xact_user_tables where relname like 'audit_log%' and coalesce(seq_scan, 0) + coalesce(idx_scan, 0) > 0`
    return { rows, scans }
  })
  expect(rows.map(({ what }) => what)).toEqual(['Won', 'New'])
  expect(scans.map((each) => each.scans)).toEqual(scans.map(() => 1))
  expect(scans.length).toBeGreaterThan(0)
})
