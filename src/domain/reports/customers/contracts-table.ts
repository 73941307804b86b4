import { addToMonth, type IsoDate, type IsoMonth, lastOfMonth } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { amount, cellsIn, day, dayCell, quoted, text, total } from '../cells.js'
import { type Contract, runsOn } from './recurring-revenue.js'

/** The contracts that ran at the end of a month, or at the end of the one before: what its recurring revenue is made of. */
export function contractsTable(contracts: readonly Contract[], month: IsoMonth, currency: string) {
  const [before, now] = [lastOfMonth(addToMonth(month, -1)), lastOfMonth(month)]
  const cells = cellsIn(currency)
  const shown = contracts
    .filter((each) => runsOn(each, before) || runsOn(each, now))
    .sort((a, b) => a.company.localeCompare(b.company, 'en') || (a.from < b.from ? -1 : 1))
  const on = (date: IsoDate) => (each: Contract) => (runsOn(each, date) ? each.monthlyMinor : 0n)
  return {
    summary: `${formatMoney(money(total(shown, on(now)), currency))} at the end of ${month}, by contract`,
    columns: [
      text('company', 'Customer'),
      day('from', 'From'),
      day('to', 'To'),
      amount('start', 'At its start'),
      amount('end', 'At its end'),
    ],
    rows: shown.map((each) => ({
      company: each.company,
      from: { date: each.from },
      to: dayCell(each.to),
      start: cells.some(on(before)(each)),
      end: cells.some(on(now)(each)),
    })),
    totals: {
      company: 'Total',
      start: cells.amount(total(shown, on(before))),
      end: cells.amount(total(shown, on(now))),
    },
    explain: shown.map(({ company }) => `company show ${quoted(company)}`),
  }
}
