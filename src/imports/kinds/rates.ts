import { inverseRate, type RateKind, scaledRate } from '../../domain/ledger/fx-rate.js'
import { findRateOfDay, putRate } from '../../domain/ledger/fx-rate-store.js'
import { defineImport, type ImportContext, type Outcome, RowFault, type Values } from '../define-import.js'
import { eachRecord } from '../each-record.js'

const KINDS: readonly string[] = ['spot', 'average', 'closing']

export default defineImport({
  name: 'rates',
  summary: 'Exchange rates: what one unit of a currency is worth in another on a day, one of them that of the books',
  fields: {
    date: { type: 'day', required: true, aliases: ['day', 'datum'] },
    from: { type: 'text', required: true, aliases: ['currency', 'from currency', 'source currency', 'währung', 'von'] },
    to: { type: 'text', aliases: ['to currency', 'target currency', 'base', 'nach'] },
    rate: { type: 'rate', required: true, aliases: ['exchange rate', 'value', 'kurs'] },
    kind: { type: 'text', aliases: ['type', 'rate type'] },
    source: { type: 'text', aliases: ['provider'] },
  },
  keyOf: ({ date, from, to, kind }) => JSON.stringify([date, from, to, kind]),
  chunk: 200,
  save: (tx, records, context) =>
    eachRecord(records, async ({ rows }): Promise<Outcome> => {
      const rate = { ...rateOf(rows[0]?.values ?? {}, context) }
      const before = await findRateOfDay(tx, rate.currency, rate.date, rate.kind)
      if (before?.rate === rate.rate && before.source === rate.source) return 'unchanged'
      await putRate(tx, rate)
      return before ? 'updated' : 'created'
    }),
})

/** In the direction that rates are kept in: a file that says how many dollars a euro is, is turned round for books in euros. */
function rateOf(values: Values, { baseCurrency, source }: ImportContext) {
  const { date = '', from = '', to, kind = 'spot', rate = '' } = values
  const [one, other] = [from.toUpperCase(), (to ?? baseCurrency).toUpperCase()]
  const currency = one === baseCurrency ? other : one
  if (!/^[A-Z]{3}$/.test(currency)) throw new RowFault('from', from, 'It is no currency: three letters, like USD.')
  if (currency === baseCurrency || ![one, other].includes(baseCurrency))
    throw new RowFault(
      'from',
      from,
      `One side of a rate is ${baseCurrency}, in which the books are kept, the other is not.`,
    )
  if (!KINDS.includes(kind.toLowerCase())) throw new RowFault('kind', kind, `A rate is ${KINDS.join(', ')}.`)
  const plain = one === baseCurrency ? inverseRate(rate) : scaledRate(rate) === null ? null : trimmed(rate)
  if (plain === null)
    throw new RowFault('rate', rate, 'It is no rate: a number above zero with at most ten decimals, like 0.9217.')
  return {
    currency,
    date,
    kind: kind.toLowerCase() as RateKind,
    rate: trimmed(plain),
    source: values['source'] ?? source ?? 'file',
  }
}

/** As the column gives it back: without zeros at the end. */
const trimmed = (rate: string): string => {
  const text = rate.trim()
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
