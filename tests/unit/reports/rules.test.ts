import { describe, expect, it } from 'vitest'
import { addedUp } from '../../../src/documents/report/formulas.js'
import { letterOf } from '../../../src/documents/report/report-xlsx.js'
import type { Period } from '../../../src/domain/ledger/period.js'
import { type Contract, endings, recurringMonths } from '../../../src/domain/reports/customers/recurring-revenue.js'
import { outstandingAt } from '../../../src/domain/reports/finance/days-sales-outstanding.js'
import { ratesOf } from '../../../src/domain/reports/rates.js'
import { monthsAsked, spanBefore } from '../../../src/domain/reports/span.js'
import { standingOf } from '../../../src/domain/reports/standing.js'
import { money } from '../../../src/lib/money.js'

describe('whether the books are closed', () => {
  const period = (month: string, state: 'open' | 'closed', reopenedUntil: Date | null = null): Period => ({
    id: month,
    year: 2026,
    number: Number(month.slice(5)),
    startsOn: `${month}-01`,
    endsOn: `${month}-30`,
    state,
    lockedAreas: [],
    reopenedUntil,
  })
  const periods = [period('2026-08', 'closed'), period('2026-09', 'closed'), period('2026-10', 'open')]

  it.each([
    [{ from: '2026-08-01', to: '2026-09-30', asOf: '2026-11-01' }, '2026-08 to 2026-09 are closed.'],
    [{ from: '2026-09-10', to: '2026-10-02', asOf: '2026-11-01' }, '2026-09 is closed, 2026-10 is open.'],
    [{ from: null, to: null, asOf: '2026-09-12' }, '2026-09 is closed.'],
    [{ from: null, to: null, asOf: '2027-01-01' }, null],
  ])('%o: %s', (days, said) => {
    expect(standingOf(periods, days)).toBe(said)
  })

  it('is said of a closed one that is open again', () => {
    const again = [period('2026-09', 'closed', new Date('2026-11-24'))]
    expect(standingOf(again, { from: null, to: null, asOf: '2026-09-01' })).toBe('2026-09 is open again.')
  })
})

describe('the time that is compared with', () => {
  it.each([
    ['2026-10-01', '2026-10-31', 'last-period', '2026-09-01', '2026-09-30'],
    ['2026-02-01', '2026-02-28', 'last-year', '2025-02-01', '2025-02-28'],
    ['2026-01-01', '2026-03-31', 'last-period', '2025-10-01', '2025-12-31'],
    ['2024-02-01', '2024-02-29', 'last-year', '2023-02-01', '2023-02-28'],
    ['2026-10-05', '2026-10-11', 'last-period', '2026-09-28', '2026-10-04'],
  ] as const)('%s to %s against %s: %s to %s', (from, to, against, first, last) => {
    expect(spanBefore({ from, to }, against)).toEqual({ from: first, to: last })
  })

  it('refuses months in the wrong order', () => {
    expect(() => monthsAsked({ from: '2026-05', to: '2026-04' }, '2026-11-23', 1)).toThrow(/is after/)
  })
})

describe('sums of a workbook', () => {
  const cell = (minor: bigint, currency = 'EUR') => ({ money: money(minor, currency) })
  const column = { key: 'a', label: 'A', type: 'money' } as const

  it('are of the rows since the last sum, and the total of all rows', () => {
    const rows = [{ a: cell(1n) }, { a: cell(2n) }, { a: cell(3n) }, { a: cell(4n) }, { a: cell(4n) }]
    const figures = { rows, subtotals: [2, 4] }
    expect(addedUp(figures, {}, column, 2)).toEqual({ from: 0, to: 1 })
    expect(addedUp(figures, {}, column, 4)).toEqual({ from: 3, to: 3 })
    expect(addedUp(figures, { a: cell(7n) }, column, 5)).toEqual({ from: 0, to: 4 })
  })

  it('are none where the figure is another, or of several currencies', () => {
    expect(addedUp({ rows: [{ a: cell(1n) }] }, { a: cell(2n) }, column, 1)).toBeNull()
    expect(addedUp({ rows: [{ a: cell(1n) }, { a: cell(1n, 'USD') }] }, { a: cell(2n) }, column, 2)).toBeNull()
    expect(addedUp({ rows: [] }, { a: cell(0n) }, column, 0)).toBeNull()
  })

  it('stand in columns after Z as well', () => {
    expect([0, 25, 26, 51, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA'])
  })
})

describe('several currencies', () => {
  const rates = ratesOf('EUR', [{ currency: 'JPY', date: '2026-11-20', rate: '0.0061' }])

  it('are worth what one rate says, and nothing is made up where there is none', () => {
    expect(rates.worth(money(10_000n, 'JPY'))).toBe(6_100n)
    expect(rates.worth(money(5n, 'EUR'))).toBe(5n)
    expect(rates.worth(money(5n, 'USD'))).toBeNull()
    expect(rates.notes([money(5n, 'USD'), money(5n, 'USD'), money(5n, 'EUR')])).toEqual([
      '0.10 USD is not in the totals: no rate of USD to EUR is kept.',
    ])
  })
})

describe('recurring revenue', () => {
  const contract = (companyId: string, from: string, to: string | null, monthlyMinor: bigint): Contract => ({
    companyId,
    company: companyId,
    from,
    to,
    monthlyMinor,
  })
  const contracts = [
    contract('a', '2026-01-01', '2026-03-31', 100n),
    contract('a', '2026-04-01', null, 150n),
    contract('b', '2026-02-15', '2026-04-29', 40n),
  ]

  it('says why each month is another than the one before, and adds up', () => {
    const months = recurringMonths(contracts, ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'])
    expect(months.map(({ added, grown, shrunk, lost, end }) => [added, grown, shrunk, lost, end])).toEqual([
      [100n, 0n, 0n, 0n, 100n],
      [40n, 0n, 0n, 0n, 140n],
      [0n, 0n, 0n, 0n, 140n],
      [0n, 50n, 0n, 40n, 150n],
      [0n, 0n, 0n, 0n, 150n],
    ])
    for (const { start, added, grown, shrunk, lost, end } of months)
      expect(start + added + grown - shrunk - lost).toBe(end)
  })

  it('ends with the last contract, and not for who has one that runs on', () => {
    expect(endings(contracts, '2026-01-01', '2026-12-31')).toEqual([
      { companyId: 'b', company: 'b', ends: '2026-04-29', monthlyMinor: 40n },
    ])
  })
})

describe('days sales outstanding', () => {
  it('divides what is owed by what was sold in three months', () => {
    const moved = [
      { month: '2026-08', movement: 92n, invoiced: 92n },
      { month: '2026-10', movement: -46n, invoiced: 0n },
    ]
    expect(outstandingAt(moved, '2026-10', '2026-11-23')).toEqual({
      month: '2026-10',
      end: '2026-10-31',
      owed: 46n,
      sold: 92n,
      days: 46,
    })
    expect(outstandingAt(moved, '2027-03', '2027-03-31').days).toBeNull()
  })

  it('counts the days up to today in the month that runs', () => {
    const moved = [{ month: '2026-10', movement: 64n, invoiced: 64n }]
    expect(outstandingAt(moved, '2026-11', '2026-11-03')).toMatchObject({ end: '2026-11-03', days: 64 })
  })
})
