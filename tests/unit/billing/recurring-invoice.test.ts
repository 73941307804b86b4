import { expect, it } from 'vitest'
import { type InvoiceEvery, linesOn, nextDay } from '../../../src/domain/billing/recurring-invoice.js'

it.each<[InvoiceEvery, string, string | null, string[]]>([
  ['month', '2026-01-31', null, ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
  ['week', '2026-12-28', '2027-01-12', ['2026-12-28', '2027-01-04', '2027-01-11']],
  ['quarter', '2026-11-30', null, ['2026-11-30', '2027-02-28', '2027-05-30', '2027-08-30']],
  ['year', '2024-02-29', '2027-02-28', ['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28']],
])('every %s from %s until %s', (every, startsOn, endsOn, days) => {
  const found: string[] = []
  let day = nextDay({ every, startsOn, endsOn }, '2000-01-01')
  while (day !== null && found.length < 4) {
    found.push(day)
    day = nextDay({ every, startsOn, endsOn }, day)
  }
  expect(found).toEqual(days)
})

const template = (date: string, serviceFrom: string, serviceTo: string) => ({
  date,
  currency: 'EUR',
  termsDays: 30,
  contactId: null,
  poNumber: null,
  note: null,
  discountBp: null,
  discountMinor: null,
  lines: [
    { description: 'Hosting', unitPriceMinor: 100n, serviceFrom, serviceTo },
    { description: 'Fee', unitPriceMinor: 1n },
  ],
})

it.each<[InvoiceEvery, string, [string, string], string, [string, string]]>([
  ['month', '2026-01-05', ['2026-01-01', '2026-01-31'], '2026-02-05', ['2026-02-01', '2026-02-28']],
  ['month', '2026-02-28', ['2026-02-01', '2026-02-28'], '2026-03-28', ['2026-03-01', '2026-03-31']],
  ['quarter', '2026-11-01', ['2026-11-01', '2027-01-31'], '2027-02-01', ['2027-02-01', '2027-04-30']],
  ['week', '2026-11-02', ['2026-11-02', '2026-11-08'], '2026-11-16', ['2026-11-16', '2026-11-22']],
])('every %s: what was for %s of %s is on %s for %s', (every, date, [from, to], day, [later, end]) => {
  const [hosting, fee] = linesOn({ every, template: template(date, from, to) }, day)
  expect(hosting).toMatchObject({ serviceFrom: later, serviceTo: end })
  expect(fee).toMatchObject({ serviceFrom: null, serviceTo: null })
})
