import { describe, expect, it } from 'vitest'
import { demoCompany } from '../../src/demo/company.js'

const company = demoCompany(7, '2026-11-23')

describe('the demo company', () => {
  it('is a pure function of its seed and its day', () => {
    expect(demoCompany(7, '2026-11-23')).toEqual(company)
    expect(demoCompany(8, '2026-11-23').deals).not.toEqual(company.deals)
  })

  it('is as large as a small company', () => {
    expect(company.staff).toHaveLength(25)
    expect(company.customers).toHaveLength(60)
    expect(company.people).toHaveLength(150)
    expect(company.deals).toHaveLength(80)
    expect(company.invoices.filter((invoice) => invoice.issued)).toHaveLength(200)
    expect(company.mails).toHaveLength(300)
  })

  it('names no address and no name twice', () => {
    for (const values of [
      company.people.map((p) => p.email),
      company.people.map((p) => p.name),
      company.customers.map((c) => c.domain),
      company.staff.map((s) => s.slackUserId),
    ]) {
      expect(new Set(values).size).toBe(values.length)
    }
  })

  it('has deals in every one of six quarters, open, won and lost', () => {
    const quarters = new Set(
      company.deals.map((deal) => `${deal.createdOn.slice(0, 4)}-${Math.ceil(Number(deal.createdOn.slice(5, 7)) / 3)}`),
    )
    expect(quarters.size).toBeGreaterThanOrEqual(6)
    const count = (kind: string | undefined) => company.deals.filter((deal) => deal.outcome?.kind === kind).length
    expect([count('won'), count('lost'), count(undefined)].every((n) => n >= 12)).toBe(true)
  })

  it('lets nothing happen in the future', () => {
    const days = [
      ...company.deals.flatMap((deal) => [
        deal.createdOn,
        ...deal.moves.map((m) => m.on),
        ...deal.notes.map((n) => n.on),
        deal.outcome?.on ?? '',
      ]),
      ...company.invoices.flatMap((invoice) => [invoice.date, ...invoice.payments.map((payment) => payment.on)]),
      ...company.entries.map((entry) => entry.date),
      ...company.mails.map((mail) => mail.at.toISOString().slice(0, 10)),
    ]
    expect(days.filter((day) => day > '2026-11-23')).toEqual([])
  })

  it('has a rate of euro and dollar that is young enough for any day since sales began', () => {
    for (const currency of ['EUR', 'USD']) {
      const days = company.rates
        .filter((rate) => rate.currency === currency && rate.kind === 'spot')
        .map(({ date }) => date)
      const gaps = days.slice(1).map((date, at) => (Date.parse(date) - Date.parse(days[at] ?? '')) / 86_400_000)
      expect(Math.max(...gaps)).toBeLessThanOrEqual(7)
      expect([(days[0] ?? '') <= company.calendar.salesBegin, days.at(-1)]).toEqual([true, '2026-11-22'])
    }
    expect(company.rates.every(({ rate }) => Number(rate) > 0.7 && Number(rate) < 0.9)).toBe(true)
  })

  it('balances every entry and posts fourteen months', () => {
    for (const entry of company.entries) expect(entry.postings.reduce((sum, p) => sum + p.minor, 0n)).toBe(0n)
    expect(new Set(company.entries.map((entry) => entry.date.slice(0, 7))).size).toBe(14)
  })

  it('pays as its customers do: most in time, some late, some not at all', () => {
    const issued = company.invoices.filter((invoice) => invoice.issued)
    const open = issued.filter((invoice) => invoice.payments.reduce((sum, p) => sum + p.percent, 0) < 100)
    expect(open.length).toBeGreaterThan(15)
    expect(open.length).toBeLessThan(80)
  })

  it.each(['2026-01-01', '2026-02-28', '2024-02-29', '2026-03-31', '2026-12-31'])('stands on any day: %s', (day) => {
    const other = demoCompany(7, day)
    expect(other.invoices.filter((invoice) => invoice.issued)).toHaveLength(200)
    expect(other.entries.every((entry) => entry.date < day)).toBe(true)
  })
})
