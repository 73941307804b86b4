import { type Money, money } from '../../lib/money.js'
import type { HeldBalance } from './cut-over-store.js'
import type { PostedEntry } from './entry.js'

/**
 * An account's balance in the earlier system at the end of the day, debit positive, in the base currency; `foreign` is the same where
 * the account is kept in another one. An account may have several, a currency each.
 */
export type OldBalance = { code: string; minor: bigint; foreign?: Money | null }

type Lacking = PostedEntry['postings'][number]

export function sumByCode(old: readonly OldBalance[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { code, minor } of old) sums.set(code, (sums.get(code) ?? 0n) + minor)
  return sums
}

/**
 * What an account lacks to its old balances: in every currency that they name, and what is left in the base currency. Currencies that
 * they don't name stay as they are held.
 */
export function lackingPostings(
  accountId: string,
  old: readonly OldBalance[],
  { held, base }: { held: readonly Pick<HeldBalance, 'currency' | 'minor' | 'baseMinor'>[]; base: string },
): Lacking[] {
  const named = new Map<string, { minor: bigint; baseMinor: bigint }>()
  for (const { foreign, minor } of old) {
    if (!foreign) continue
    const sum = named.get(foreign.currency) ?? { minor: 0n, baseMinor: 0n }
    named.set(foreign.currency, { minor: sum.minor + foreign.minor, baseMinor: sum.baseMinor + minor })
  }
  const wholeBase = sum(old.map(({ minor }) => minor)) - sum(held.map(({ baseMinor }) => baseMinor))
  const lines: Lacking[] = []
  for (const [currency, was] of named) {
    const has = held.filter((each) => each.currency === currency)
    const minor = was.minor - sum(has.map((each) => each.minor))
    const baseMinor = was.baseMinor - sum(has.map((each) => each.baseMinor))
    lines.push(...foreignLines(accountId, money(minor, currency), baseMinor))
  }
  const rest = wholeBase - sum(lines.map(({ baseMinor }) => baseMinor))
  if (rest !== 0n) lines.push({ accountId, amount: money(rest, base), baseMinor: rest })
  return lines
}

/** An amount and its worth go one way: where they don't, as after a revaluation, each is a line of its own. */
export function foreignLines(accountId: string, amount: Money, baseMinor: bigint): Lacking[] {
  if (amount.minor === 0n && baseMinor === 0n) return []
  if (amount.minor * baseMinor >= 0n) return [{ accountId, amount, baseMinor }]
  return [
    { accountId, amount, baseMinor: 0n },
    { accountId, amount: money(0n, amount.currency), baseMinor },
  ]
}

const sum = (minors: readonly bigint[]): bigint => minors.reduce((total, minor) => total + minor, 0n)
