import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { recurInvoice } from '../../../src/domain/billing/recur-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { reopenDeal } from '../../../src/domain/crm/reopen-deal.js'
import { winDeal } from '../../../src/domain/crm/win-deal.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import type { Report } from '../../../src/domain/reports/define-report.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { foundedCompany } from '../../support/company.js'
import { runReport } from '../../support/run-report.js'

const company = await foundedCompany([{ name: 'dana', roles: ['sales', 'controller'] }], { at: '2026-11-23T09:00:00Z' })
const { dana = '' } = company.staff
const reports = await loadReports()
const ask = (name: string, args: object = {}) => runReport(company, reports.get(name) as Report, args)
afterAll(() => company.db.close())

const rate = (value: string, date: string) =>
  company.change((tx) => putRate(tx, { currency: 'USD', date, kind: 'spot', rate: value, source: 'manual' }))
const customer = (name: string, currency = 'EUR') =>
  company.change(
    (tx) => createCompany(tx, { name, currency, roles: ['customer'], ownerId: dana, termsDays: 30 }),
    'dana',
  )

describe('a won deal keeps the rate of the day it was won', () => {
  let dealId = ''
  const win = (on: string) => company.change((tx) => winDeal(tx, dealId, { on, today: '2026-11-23' }), 'dana')
  const kept = async () => {
    const [row] = await company.read(
      ({ sql }) =>
        sql<{ rate: string | null }[]>`select trim_scale(won_rate)::text as rate from deal where id = ${dealId}`,
    )
    return row?.rate
  }
  const worths = async () => {
    const month = { from: '2026-11', to: '2026-11' }
    const [closed, forecast, unbilled] = [
      await ask('won-and-lost', month),
      await ask('forecast', month),
      await ask('won-unbilled'),
    ]
    return [closed.totals['worth'], forecast.totals['amount'], unbilled.totals['left']]
  }

  beforeAll(async () => {
    await rate('0.9', '2026-11-05')
    const { id: companyId } = await customer('Overseas Inc', 'USD')
    const input = { title: 'Rollout', companyId, ownerId: dana, amount: { minor: 100_000n, currency: 'USD' } }
    dealId = (await company.change((tx) => createDeal(tx, input), 'dana')).id
    await win('2026-11-10')
  })

  it('which reports use, whatever is entered or corrected later', async () => {
    expect(await kept()).toBe('0.9')
    expect(await worths()).toEqual(['900.00', '900.00', '900.00'])
    await rate('0.5', '2026-11-05')
    await rate('0.7', '2026-11-20')
    expect(await worths()).toEqual(['900.00', '900.00', '900.00'])
  })

  it('is none while it is open again, and is of the new day when it is won once more', async () => {
    await company.change((tx) => reopenDeal(tx, dealId), 'dana')
    expect(await kept()).toBeNull()
    await win('2026-11-21')
    expect(await kept()).toBe('0.7')
    expect(await worths()).toEqual(['700.00', '700.00', '700.00'])
  })

  it('is none in the company’s own currency, nor where no rate was kept by then', async () => {
    const { id: companyId } = await customer('At Home')
    const deals = [
      { minor: 5_000n, currency: 'EUR' },
      { minor: 5_000n, currency: 'CHF' },
    ]
    for (const amount of deals) {
      const deal = await company.change(
        (tx) => createDeal(tx, { title: 'Other', companyId, ownerId: dana, amount }),
        dana,
      )
      await company.change((tx) => winDeal(tx, deal.id, { on: '2026-11-12', today: '2026-11-23' }), 'dana')
    }
    const rows = await company.read(
      ({ sql }) => sql<{ currency: string; rate: string | null }[]>`
        select currency, won_rate::text as rate from deal where status = 'won' and currency <> 'USD' order by currency`,
    )
    expect(rows).toEqual([
      { currency: 'CHF', rate: null },
      { currency: 'EUR', rate: null },
    ])
  })

  it('which questions use as well, in groups and in lists, also among amounts at the rate of today', async () => {
    const who = { workspaceId: company.scope.workspaceId, staffId: dana, via: 'terminal' } as const
    const say = async (text: string) =>
      (await dispatch({ db: company.db, catalog: await loadCatalog() }, { who, input: { text } })).reply
    await rate('0.6', '2026-11-22')
    const { id: companyId } = await customer('Overseas Two', 'USD')
    const open = { title: 'Pilot', companyId, ownerId: dana, amount: { minor: 10_000n, currency: 'USD' } }
    await company.change((tx) => createDeal(tx, open), 'dana')
    const grouped = await say('report deals where currency:USD,EUR group:status sum:amount')
    const { rows } = grouped.data as { rows: Record<string, string>[] }
    expect(rows.map(({ status, 'sum-amount': amount, 'sum-amount-usd': usd }) => [status, amount, usd])).toEqual([
      ['open', '60.00', '100.00'],
      ['won', '750.00', '1000.00'],
    ])
    expect(grouped.notes?.join(' ')).toContain('What is won is taken at the rate of its day.')
    expect((await say('report deals where status:won currency:USD,EUR')).headline).toContain('2 deals, 750.00 EUR')
  })
})

describe('churn and renewal', () => {
  const series = async (
    name: string,
    price: bigint,
    every: 'week' | 'month' | 'quarter' | 'year',
    days: [string, string | null],
  ) => {
    const found = await company.read(
      ({ sql }) => sql<{ id: string }[]>`select id::text from company where name = ${name}`,
    )
    const companyId = found[0]?.id ?? (await customer(name)).id
    await company.change(async (tx) => {
      const lines = [{ description: 'Service', unitPriceMinor: price }]
      const { id: invoiceId } = await draftInvoice(tx, { companyId, lines, draftDate: days[0] })
      await recurInvoice(tx, { invoiceId, every, startsOn: days[0], endsOn: days[1], issues: false })
    }, 'dana')
  }

  it('is who has nothing after what ends: counted by hand', async () => {
    await series('Soon Ltd', 100_00n, 'month', ['2026-01-01', '2026-12-15'])
    await series('Gone Ltd', 300_00n, 'quarter', ['2025-07-01', '2026-06-30'])
    // The larger one ended, a smaller one runs on: neither lost nor up for renewal.
    await series('Stays Ltd', 1_200_00n, 'year', ['2025-06-01', '2026-05-31'])
    await series('Stays Ltd', 10_00n, 'week', ['2026-06-01', null])
    // Two that end on one day are one renewal.
    await series('Twice Ltd', 600_00n, 'year', ['2026-02-01', '2027-01-31'])
    await series('Twice Ltd', 25_00n, 'month', ['2026-02-01', '2027-01-31'])
    // Beyond ninety days, and longer ago than a year.
    await series('Later Ltd', 100_00n, 'month', ['2026-01-01', '2027-06-30'])
    await series('Long ago Ltd', 100_00n, 'month', ['2024-01-01', '2025-10-31'])
    const { rows, totals } = await ask('churn-and-renewal')
    expect(
      rows.map(({ company, what, ends, left, monthly, yearly }) => [company, what, ends, left, monthly, yearly]),
    ).toEqual([
      ['Soon Ltd', 'Up for renewal', '2026-12-15', 22, '100.00', '1200.00'],
      ['Twice Ltd', 'Up for renewal', '2027-01-31', 69, '75.00', '900.00'],
      ['Gone Ltd', 'Ended', '2026-06-30', -146, '100.00', '1200.00'],
    ])
    expect(totals).toMatchObject({ monthly: '275.00', yearly: '3300.00' })
  })
})
