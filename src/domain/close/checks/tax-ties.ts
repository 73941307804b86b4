import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { listTaxTotals } from '../../ledger/tax-return-store.js'
import { BOOKS_MOVED } from '../books-moved.js'
import { listUntaxed } from '../books-store.js'
import { defineCheck } from '../define-check.js'

/** What the tax accounts moved by in the month is what the report of taxes tells: no entry touched one without a tax code. */
export default defineCheck({
  name: 'tax-ties',
  title: 'Tax accounts agree with the report of taxes',
  on: [...BOOKS_MOVED, 'close.opened'],
  run: async (read, period) => {
    const { startsOn: from, endsOn: to, baseCurrency, month } = period
    const [untaxed, totals] = await Promise.all([
      listUntaxed(read, period),
      listTaxTotals(read, { from, to, seal: null, previous: null }),
    ])
    return {
      columns: [
        { key: 'what', label: 'What', type: 'text' },
        { key: 'account', label: 'Account', type: 'text' },
        { key: 'date', label: 'Date', type: 'date' },
        { key: 'amount', label: 'Amount', type: 'money' },
      ],
      against: untaxed.map(({ entry, date, memo, account, baseMinor }) => ({
        key: entry,
        amount: money(baseMinor, baseCurrency),
        cells: { what: `${entry} ${memo}`, account, date: { date }, amount: { money: money(baseMinor, baseCurrency) } },
      })),
      proves: totals.map(({ code, name, outputMinor, inputMinor }) => ({
        what: `${code} ${name}`,
        account: null,
        date: null,
        amount: { money: money(outputMinor - inputMinor, baseCurrency) },
      })),
      says: (standing) =>
        standing.length === 0
          ? `Tax accounts and the report of taxes agree for ${month}.`
          : `${counted(standing.length, 'entry moves', 'entries move')} a tax account without a tax code, so the report of taxes doesn’t tell of it: ${standing.map(({ key }) => key).join(', ')}.`,
    }
  },
})
