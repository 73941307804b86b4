import type { PlannedYearEnd } from '../../../domain/ledger/close-year.js'
import { money, toDecimal } from '../../../lib/money.js'
import { required } from '../params.js'

export const yearParam = { year: required('integer', 'Fiscal year', { target: true }) }

export const yearData = ({ year, entry, resultMinor }: PlannedYearEnd, currency: string) => ({
  year: year.year,
  state: 'closed',
  currency,
  result: toDecimal(money(resultMinor === 0n ? 0n : -resultMinor, currency)),
  entry: entry?.id ?? null,
  date: entry?.date ?? null,
  lines: entry?.postings.length ?? 0,
})
