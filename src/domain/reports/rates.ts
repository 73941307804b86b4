import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { toBase } from '../ledger/fx-rate.js'

/** One rate for each currency, at which all totals of a report are converted. */
export type Rates = {
  base: string
  /** In the base currency; null where there is no rate. */
  worth(amount: Money): bigint | null
  /** What the totals of these amounts are made of: the native sum of each other currency, and its rate or that there is none. */
  notes(amounts: readonly Money[]): string[]
}

type Rate = { currency: string; date: IsoDate; rate: string }

/** The newest rates of each currency on or before a day; a closing rate before a spot rate of the same day. */
export const newestRates = ({ sql, scope }: SqlScope, date: IsoDate): Promise<Rate[]> => sql<Rate[]>`
    select distinct on (currency) currency, date, trim_scale(rate)::text as rate from fx_rate
    where workspace_id = ${scope.workspaceId} and date <= ${date} and kind <> 'average'
    order by currency, date desc, kind`

export const ratesOn = async (read: SqlScope, base: string, date: IsoDate): Promise<Rates> =>
  ratesOf(base, await newestRates(read, date))

export function ratesOf(base: string, rates: readonly Rate[]): Rates {
  const rateOf = (currency: string) => rates.find((rate) => rate.currency === currency)
  const worth = (amount: Money): bigint | null => {
    if (amount.currency === base) return amount.minor
    const known = rateOf(amount.currency)
    return known ? toBase(amount, known.rate, base) : null
  }
  const note = (sum: Money): string => {
    const known = rateOf(sum.currency)
    if (!known) return `${formatMoney(sum)} is not in the totals: no rate of ${sum.currency} to ${base} is kept.`
    return `${formatMoney(sum)} is in the totals at ${known.rate} ${base} for 1 ${sum.currency}, the rate of ${shortDate(known.date)}.`
  }
  return { base, worth, notes: (amounts) => sums(amounts.filter(({ currency }) => currency !== base)).map(note) }
}

/** A sum for each currency, in the order of their names. Amounts of several are never added up. */
export function sums(amounts: readonly Money[]): Money[] {
  const byCurrency = new Map<string, bigint>()
  for (const { minor, currency } of amounts) byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + minor)
  return [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => money(minor, currency))
}
