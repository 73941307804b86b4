import type { Tx } from '../../../db/in-workspace.js'
import { scaledRate } from '../../../domain/ledger/fx-rate.js'
import { findRateOfDay, putRate } from '../../../domain/ledger/fx-rate-store.js'
import { shortDate } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

/** The source of a rate that somebody typed without saying whose it is. */
const MANUAL = 'manual'

export default defineCommand({
  name: 'fx set',
  summary: 'Set the exchange rate of a currency, in the currency of the books',
  example: 'fx set USD rate:0.9217 date:2026-11-20',
  params: {
    currency: required('text', 'Currency', { target: true, hint: 'Three letters, such as USD' }),
    rate: required('text', 'Rate', { hint: 'Of one unit, in the currency of the books' }),
    date: optional('date', 'Date'),
    kind: optional('choice', 'Kind', {
      choices: ['spot', 'average', 'closing'],
      hint: 'Documents go by spot, revaluation by closing; an average is only kept',
    }),
    source: optional('text', 'Source', { hint: 'Whose rate it is: ECB' }),
  },
  needs: 'fx.write',
  risk: 'reversible',
  run: async ({ today, workspace }, args, tx: Tx) => {
    const currency = args.currency.toUpperCase()
    const kind = (args.kind ?? 'spot') as 'spot' | 'average' | 'closing'
    const date = args.date ?? today
    refuseNonsense(currency, args.rate, workspace.baseCurrency)
    const before = await findRateOfDay(tx, currency, date, kind)
    const after = await putRate(tx, { currency, kind, date, rate: args.rate, source: args.source ?? MANUAL })
    const named = { currency, kind, date }
    return {
      headline: `1 ${currency} is ${args.rate} ${workspace.baseCurrency} on ${shortDate(date)} (${kind})`,
      changes: [{ label: 'Rate', before: before?.rate ?? null, after: args.rate }],
      undo: {
        ...(before
          ? { command: 'fx set', args: { ...named, rate: before.rate, source: before.source } }
          : { command: 'fx unset', args: named }),
        versions: { [`fx_rate:${after.id}`]: after.version },
      },
      data: { ...named, rate: args.rate, source: args.source ?? MANUAL, base: workspace.baseCurrency },
    }
  },
})

function refuseNonsense(currency: string, rate: string, base: string): void {
  if (!/^[A-Z]{3}$/.test(currency)) throw invalid(`"${currency}" is no currency. Write its three letters, such as USD.`)
  if (currency === base) throw invalid(`The books are kept in ${base}: one ${base} is always one ${base}.`)
  if (scaledRate(rate) === null)
    throw invalid(`"${rate}" is no rate. Write a number above zero with at most ten decimals, such as 0.9217.`)
}
