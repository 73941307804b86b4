import { daysBetween, type IsoDate } from '../../lib/dates.js'

/** By days past due. `current` isn't due yet; `undated` has no due date; `unapplied` is money held that settles nothing yet. */
export const BUCKETS = ['current', '1-30', '31-60', '61-90', '90+', 'undated'] as const
export type Bucket = (typeof BUCKETS)[number]

/** Due today is current: a debt is late from the day after. */
export function bucketOf(dueDate: IsoDate | null, asOf: IsoDate): Bucket {
  if (dueDate === null) return 'undated'
  const late = daysBetween(dueDate, asOf)
  if (late <= 0) return 'current'
  if (late <= 30) return '1-30'
  if (late <= 60) return '31-60'
  return late <= 90 ? '61-90' : '90+'
}

export type OpenItem = { companyId: string; company: string; dueDate: IsoDate | null; openMinor: bigint }
export type Unapplied = { companyId: string; company: string; unappliedMinor: bigint }

export type AgeingRow = {
  companyId: string
  company: string
  buckets: Record<Bucket, bigint>
  /** Zero or negative: payments that no invoice has taken yet. */
  unapplied: bigint
  total: bigint
}

export type Ageing = { rows: readonly AgeingRow[]; totals: Omit<AgeingRow, 'companyId' | 'company'> }

/** Customer × bucket, the largest debtor first. The grand total equals the control account (law 5). One currency only. */
export function ageingOf(items: readonly OpenItem[], unapplied: readonly Unapplied[], asOf: IsoDate): Ageing {
  const rows = new Map<string, AgeingRow>()
  const rowOf = ({ companyId, company }: { companyId: string; company: string }) => {
    const row = rows.get(companyId) ?? { companyId, company, ...nothing() }
    rows.set(companyId, row)
    return row
  }
  for (const item of items) {
    const row = rowOf(item)
    row.buckets[bucketOf(item.dueDate, asOf)] += item.openMinor
    row.total += item.openMinor
  }
  for (const held of unapplied) {
    const row = rowOf(held)
    row.unapplied -= held.unappliedMinor
    row.total -= held.unappliedMinor
  }
  const sorted = [...rows.values()].sort((a, b) =>
    a.total === b.total ? (a.company < b.company ? -1 : 1) : a.total > b.total ? -1 : 1,
  )
  return { rows: sorted, totals: addUp(sorted) }
}

const nothing = () => ({
  buckets: Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0n])) as Record<Bucket, bigint>,
  unapplied: 0n,
  total: 0n,
})

function addUp(rows: readonly AgeingRow[]): Ageing['totals'] {
  const totals = nothing()
  for (const row of rows) {
    for (const bucket of BUCKETS) totals.buckets[bucket] += row.buckets[bucket]
    totals.unapplied += row.unapplied
    totals.total += row.total
  }
  return totals
}
