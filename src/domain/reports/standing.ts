import type { IsoDate } from '../../lib/dates.js'
import { isRegular, type Period, periodLabel, periodOf } from '../ledger/period.js'

/**
 * Whether the books of a report's days are closed: "2026-10 is closed", "2026-09 to 2026-10 are closed, 2026-11 is open". Of a
 * state the period of its day. Null where the books have no period for it.
 */
export function standingOf(
  periods: readonly Period[],
  { from, to, asOf }: { from: IsoDate | null; to: IsoDate | null; asOf: IsoDate },
): string | null {
  const meant =
    from && to
      ? periods.filter((period) => isRegular(period) && period.startsOn <= to && period.endsOn >= from)
      : [periodOf(periods, asOf)].flatMap((period) => period ?? [])
  const runs: Period[][] = []
  for (const period of meant) {
    const run = runs.at(-1)
    if (run && wordOf(run[0]) === wordOf(period)) run.push(period)
    else runs.push([period])
  }
  return runs.length === 0 ? null : `${runs.map(said).join(', ')}.`
}

const wordOf = (period: Period | undefined): string =>
  period?.state !== 'closed' ? 'open' : period.reopenedUntil ? 'open again' : 'closed'

function said(run: readonly Period[]): string {
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return ''
  if (first === last) return `${periodLabel(first)} is ${wordOf(first)}`
  return `${periodLabel(first)} to ${periodLabel(last)} are ${wordOf(first)}`
}
