import type { Chart } from '../../../lib/chart.js'
import { counted } from '../../../lib/counted.js'
import type { Ageing, Bucket } from '../../billing/ageing.js'
import { cellsIn } from '../cells.js'

export const BUCKET_LABELS: Record<Bucket, string> = {
  current: 'Not due',
  '1-30': '1–30 days',
  '31-60': '31–60 days',
  '61-90': '61–90 days',
  '90+': 'Over 90 days',
  undated: 'Undated',
}

/** How many are in the chart; everybody is in the table. */
const CHARTED = 12

/** The largest, a bar each, by bucket; the others together as the last. */
export function ageingChart(title: string, { rows }: Ageing, buckets: readonly Bucket[], currency: string): Chart {
  const { major } = cellsIn(currency)
  const largest = rows.length > CHARTED + 1 ? rows.slice(0, CHARTED) : rows
  const others = rows.slice(largest.length)
  const other = (bucket: Bucket) => others.reduce((sum, row) => sum + row.buckets[bucket], 0n)
  return {
    kind: 'stacked-bar',
    title,
    unit: currency,
    categories: [...largest.map((row) => row.company), ...(others.length > 0 ? [counted(others.length, 'other')] : [])],
    series: buckets.map((bucket) => ({
      name: BUCKET_LABELS[bucket],
      values: [
        ...largest.map((row) => major(row.buckets[bucket])),
        ...(others.length > 0 ? [major(other(bucket))] : []),
      ],
    })),
  }
}
