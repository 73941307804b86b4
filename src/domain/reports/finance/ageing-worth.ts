import { money } from '../../../lib/money.js'
import { type Ageing, type AgeingRow, BUCKETS, type Bucket } from '../../billing/ageing.js'
import type { Rates } from '../rates.js'

/** What is open in one currency, and what its control account says. */
export type AgedCurrency = { currency: string; ageing: Ageing; control: bigint }

/** All of it in the base currency, a row a company, the largest first. A currency without a rate is left out. */
export function inOneCurrency(aged: readonly AgedCurrency[], rates: Rates): Ageing {
  const [only, ...others] = aged
  if (only && others.length === 0 && only.currency === rates.base) return only.ageing
  const rows = new Map<string, AgeingRow>()
  for (const { currency, ageing } of aged) {
    if (rates.worth(money(1n, currency)) === null) continue
    const worth = (minor: bigint) => rates.worth(money(minor, currency)) ?? 0n
    for (const row of ageing.rows) rows.set(row.companyId, added(rows.get(row.companyId), row, worth))
  }
  const sorted = [...rows.values()].sort((a, b) => (a.total > b.total ? -1 : 1))
  const totals = sorted.reduce<Figures>((sum, row) => added(sum, row, (minor) => minor), NOTHING)
  return { rows: sorted, totals }
}

type Figures = Pick<AgeingRow, 'buckets' | 'unapplied' | 'total'>

const NOTHING: Figures = {
  buckets: Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0n])) as Record<Bucket, bigint>,
  unapplied: 0n,
  total: 0n,
}

/** Each figure is converted by itself and the total is what they come to, so that a row adds up. */
function added<T extends Figures>(sum: Figures | undefined, row: T, worth: (minor: bigint) => bigint): T {
  const before = sum ?? NOTHING
  const buckets = Object.fromEntries(
    BUCKETS.map((bucket) => [bucket, before.buckets[bucket] + worth(row.buckets[bucket])]),
  ) as Record<Bucket, bigint>
  const unapplied = before.unapplied + worth(row.unapplied)
  return { ...row, buckets, unapplied, total: BUCKETS.reduce((total, bucket) => total + buckets[bucket], unapplied) }
}
