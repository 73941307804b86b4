import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Area, Period } from '../../../domain/ledger/period.js'
import { periodLabel } from '../../../domain/ledger/period.js'
import { getPeriodOfMonth } from '../../../domain/ledger/period-store.js'
import { shortTime } from '../../../lib/dates.js'
import { optional, required } from '../params.js'

/** A month, or the thirteenth period of the year that ends with it. */
export const periodParams = {
  month: required('month', 'Period', { target: true }),
  adjusting: optional('flag', 'Adjusting period', { hint: 'The thirteenth, of the year that ends with the month' }),
}

export type PeriodArgs = { month: string; adjusting?: boolean | undefined }

export const namedPeriod = (read: SqlScope, { month, adjusting }: PeriodArgs): Promise<Period> =>
  getPeriodOfMonth(read, month, adjusting ?? false)

export const areaList = (areas: readonly Area[]): string => (areas.length === 0 ? '–' : areas.join(', '))

/** How it stands, in words; times as in `zone`. */
export function stateOf({ state, lockedAreas, reopenedUntil }: Period, zone: string): string {
  if (state === 'closed') return 'closed'
  if (reopenedUntil) return `open again until ${shortTime(zone, reopenedUntil)}`
  return lockedAreas.length > 0 ? `locked for ${lockedAreas.join(', ')}` : 'open'
}

export const periodData = (period: Period) => ({
  period: periodLabel(period),
  year: period.year,
  number: period.number,
  from: period.startsOn,
  to: period.endsOn,
  state: period.state,
  lockedAreas: period.lockedAreas,
  reopenedUntil: period.reopenedUntil?.toISOString() ?? null,
})
