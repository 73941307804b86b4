import { formatMoney, money } from '../../../lib/money.js'
import { BOOKS_MOVED } from '../books-moved.js'
import { listSuspense } from '../books-store.js'
import { defineCheck } from '../define-check.js'

/** Nothing is left on the suspense account at the month's end. */
export default defineCheck({
  name: 'suspense-zero',
  title: 'The suspense account is empty',
  on: [...BOOKS_MOVED, 'bank.matched', 'bank.unmatched', 'close.opened'],
  run: async (read, period) => {
    const held = await listSuspense(read, period.endsOn)
    return {
      columns: [
        { key: 'account', label: 'Account', type: 'text' },
        { key: 'last', label: 'Last entry', type: 'text' },
        { key: 'balance', label: 'Balance', type: 'money' },
      ],
      against: held.map(({ code, name, currency, minor, lastMemo }) => ({
        key: held.filter((each) => each.code === code).length > 1 ? `${code} ${currency}` : code,
        amount: money(minor, currency),
        cells: { account: `${code} ${name}`, last: lastMemo, balance: { money: money(minor, currency) } },
      })),
      says: (standing) =>
        standing.length === 0
          ? `Nothing is in suspense at the end of ${period.month}.`
          : `${standing.map(({ amount }) => amount && formatMoney(amount)).join(', ')} in suspense: say what it is by an entry.`,
    }
  },
})
