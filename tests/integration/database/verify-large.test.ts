import { expect, test } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { handClock } from '../../../src/lib/clock.js'
import { openTestBooks } from '../../support/books.js'
import { asAdmin, freshDatabase } from '../../support/database.js'
import { openTestDatabase } from '../../support/open-test-database.js'

const PAID = 5_000

type Plan = { 'Actual Rows': number; 'Actual Loops': number; Plans?: Plan[] }
const rowsRead = (plan: Plan): number =>
  plan['Actual Rows'] * plan['Actual Loops'] + (plan.Plans ?? []).reduce((sum, each) => sum + rowsRead(each), 0)

test('what settles each document is proved by reading every allocation a few times, not once for each document', async () => {
  const database = await freshDatabase()
  const clock = handClock(new Date('2026-11-23T09:00:00Z'))
  const books = await openTestBooks(openTestDatabase(database, clock), clock)
  const companyId = await books.customer('Acme')
  const invoiceId = await books.change(async (tx) => {
    const lines = [{ description: 'Work', unitPriceMinor: 10_000n }]
    const { id } = await draftInvoice(tx, { companyId, lines, draftDate: '2026-11-05' })
    await issueInvoice(tx, id, '2026-11-05')
    await payInvoice(tx, { invoiceId: id, date: '2026-11-06' })
    return id
  })
  await asAdmin(database.adminUrl, async (sql) => {
    // Past the triggers: only what is proved has to be right.
    await sql`set session_replication_role = replica`
    await sql`create temp table made as select n, uuidv7() as invoice, uuidv7() as payment, uuidv7() as allocation from generate_series(1, ${PAID}::int) n`
    await sql`insert into invoice select r.* from invoice i cross join made m
      cross join lateral jsonb_populate_record(i, jsonb_build_object('id', m.invoice, 'ref', 'B-' || m.n, 'number', 'B-' || m.n)) r where i.id = ${invoiceId}`
    await sql`insert into payment select r.* from payment p cross join made m
      cross join lateral jsonb_populate_record(p, jsonb_build_object('id', m.payment, 'ref', 'B-' || m.n)) r`
    await sql`insert into allocation select r.* from allocation a cross join made m
      cross join lateral jsonb_populate_record(a, jsonb_build_object('id', m.allocation, 'invoice_id', m.invoice, 'payment_id', m.payment)) r`
    const [row] = await sql<[{ 'QUERY PLAN': [{ Plan: Plan }] }]>`
      explain (analyze, format json) select * from verify_settlements(${books.scope.workspaceId}::uuid)`
    expect(rowsRead(row['QUERY PLAN'][0].Plan)).toBeLessThan(PAID * 40)
    expect(await sql`select * from verify_settlements(${books.scope.workspaceId}::uuid)`).toHaveLength(0)
    await sql`delete from allocation where invoice_id = (select id from invoice where number = 'B-7')`
    const named =
      await sql`select detail ->> 'document' as document from verify_settlements(${books.scope.workspaceId}::uuid)`
    expect(named.map(({ document }) => document)).toEqual(['B-7', 'B-7']) // the invoice and its payment
  })
})
