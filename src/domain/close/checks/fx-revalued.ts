import { counted } from '../../../lib/counted.js'
import { formatMoney, money } from '../../../lib/money.js'
import { listClosingRates } from '../../ledger/fx-rate-store.js'
import { companionOf, type ForeignBalance, HELD, leftOut, type Revaluation, revalue } from '../../ledger/revaluation.js'
import { listForeignBalances } from '../../ledger/revaluation-store.js'
import { BOOKS_MOVED } from '../books-moved.js'
import { type Against, defineCheck } from '../define-check.js'

/** What is held in other currencies at the month's end is carried at its worth at the closing rates. */
export default defineCheck({
  name: 'fx-revalued',
  title: 'Foreign balances are revalued',
  on: [...BOOKS_MOVED, 'fx.rate-changed', 'close.opened'],
  run: async (read, { endsOn, baseCurrency, month }) => {
    const balances = await listForeignBalances(read, endsOn, baseCurrency)
    const monetary = balances.filter((balance) => companionOf(balance) !== null && balance.amountMinor !== 0n)
    const rates = await listClosingRates(read, endsOn)
    const rateless = [...new Set(monetary.map(({ currency }) => currency))].filter((currency) => !rates.has(currency))
    const known = balances.filter(({ currency }) => rates.has(currency))
    const revalued = revalue(known, rates, baseCurrency)
    const off = revalued.filter(({ differenceMinor }) => differenceMinor !== 0n)
    return {
      columns: [
        { key: 'what', label: 'What', type: 'text' },
        { key: 'held', label: 'Held', type: 'money' },
        { key: 'rate', label: 'Rate', type: 'text' },
        { key: 'carried', label: 'Carried at', type: 'money' },
        { key: 'worth', label: 'Worth', type: 'money' },
        { key: 'difference', label: 'Difference', type: 'money' },
      ],
      against: [
        ...rateless.map((currency) => withoutRate(currency, monetary)),
        ...off.map((each) => againstOf(each, baseCurrency)),
      ],
      proves: revalued.map((each) => cellsOf(each, baseCurrency)),
      says: (standing) => {
        if (standing.length === 0)
          return monetary.length === 0
            ? `Nothing is held in other currencies at the end of ${month}.`
            : [`Foreign balances are carried at the closing rates of ${month}.`, ...leftOut(balances)].join(' ')
        const missing = rateless.length > 0 ? ` No rate of ${rateless.join(', ')}: fx set.` : ''
        return `${counted(standing.length, 'foreign balance is', 'foreign balances are')} not carried at the closing rate: fx revalue month:${month}.${missing}`
      },
    }
  },
})

/** Nobody knows what it is worth; an excuse holds for as much of it as there was. */
function withoutRate(currency: string, balances: readonly ForeignBalance[]): Against {
  const held = balances.flatMap((each) =>
    each.currency === currency ? [formatMoney(money(each.amountMinor, currency))] : [],
  )
  const cells = { what: currency, held: null, rate: 'none', carried: null, worth: null, difference: null }
  return { key: currency, amount: null, stands: held.join(' and '), cells }
}

const againstOf = (revalued: Revaluation, base: string): Against => ({
  key: `${revalued.currency} ${HELD[revalued.companion]}`,
  amount: money(revalued.differenceMinor, base),
  cells: cellsOf(revalued, base),
})

const cellsOf = (
  { companion, currency, rate, amountMinor, carriedMinor, worthMinor, differenceMinor }: Revaluation,
  base: string,
) => ({
  what: `${currency} ${HELD[companion]}`,
  held: { money: money(amountMinor, currency) },
  rate,
  carried: { money: money(carriedMinor, base) },
  worth: { money: money(worthMinor, base) },
  difference: { money: money(differenceMinor, base) },
})
