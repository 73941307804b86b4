import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { type Money, runningValues } from '../../lib/money.js'
import { toBase } from './fx-rate.js'
import { getRate } from './fx-rate-store.js'

/** At what a document's currency is worth in the books; `rate` is null in their own currency. */
export type BaseRate = { base: string; rate: string | null }

/** The currency that the books are kept in. */
export async function baseCurrencyOf(tx: Tx): Promise<string> {
  return (await tx.prisma.workspace.findUniqueOrThrow({ where: { id: tx.scope.workspaceId } })).baseCurrency
}

/** The rate of a currency on a day. Throws `refused` with how to set one. */
export async function rateOn(tx: Tx, currency: string, date: IsoDate): Promise<BaseRate> {
  const base = await baseCurrencyOf(tx)
  return { base, rate: currency === base ? null : (await getRate(tx, currency, date)).rate }
}

/** An amount in the base currency. */
export function inBase(amount: Money, at: BaseRate): bigint {
  if (at.rate === null) return amount.minor
  const base = toBase(amount, at.rate, at.base)
  if (base === null) throw new Error(`"${at.rate}" is no rate of ${amount.currency}`)
  return base
}

/** Parts of a document in the base currency: they add up to what the whole is worth, whatever each is rounded. */
export const partsInBase = (parts: readonly bigint[], currency: string, at: BaseRate): bigint[] =>
  runningValues(parts, (minor) => inBase({ minor, currency }, at))
