import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { proveBalances } from '../books-store.js'
import { defineCheck } from '../define-check.js'

/**
 * The month's sealed balances are the sums of its postings, added up again. `daybook verify` proves all months and the chain; this
 * reads one month, so that it may run while people work.
 */
export default defineCheck({
  name: 'sealed-balances',
  title: 'Sealed balances equal the postings',
  on: ['close.opened'],
  strict: true,
  run: async (read, period) => {
    const { balances, entries, off } = await proveBalances(read, period)
    return {
      columns: [
        { key: 'account', label: 'Account', type: 'text' },
        { key: 'kept', label: 'Balance', type: 'money' },
        { key: 'proved', label: 'Postings', type: 'money' },
      ],
      against: off.map(({ account, currency, keptMinor, provedMinor }) => ({
        key: `${account.split(' ')[0]} ${currency}`,
        amount: money(keptMinor - provedMinor, currency),
        cells: {
          account,
          kept: { money: money(keptMinor, currency) },
          proved: { money: money(provedMinor, currency) },
        },
      })),
      says: ({ length }) =>
        length === 0
          ? `${counted(balances, 'balance')} of ${period.month} equal the postings of ${counted(entries, 'entry', 'entries')}.`
          : `${counted(length, 'balance is', 'balances are')} not the sum of the postings. Nobody may excuse that: daybook verify`,
    }
  },
})
