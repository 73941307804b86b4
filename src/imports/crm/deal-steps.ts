import type { Deal } from '../../domain/crm/deal.js'
import type { StageStep } from '../../domain/crm/deal-set-store.js'
import type { IsoDate } from '../../lib/dates.js'
import type { Standing } from './deal-standing.js'

/** A day of a file as an instant: noon in UTC is that day nearly everywhere. */
const noonOf = (day: IsoDate): Date => new Date(`${day}T12:00:00Z`)

/**
 * Since when a deal stands where it stands: as the file has it, for it is not to look as if it had moved
 * on the day of the import; but not before what people did here.
 */
export function sinceOf(
  before: Deal | null,
  after: Deal,
  { stageSince, closedOn, begunOn }: Standing,
  now: Date,
): Date {
  if (before !== null && before.stageId === after.stageId) return before.stageSince
  const day = closedOn ?? stageSince ?? (before === null ? begunOn : null)
  const at = day === null ? now : earlier(noonOf(day), now)
  return before === null || at > before.stageSince ? at : before.stageSince
}

type Way = { standing: Standing; viaId: string; now: Date }

/** The steps that lie behind a deal: a new one was begun somewhere, and closed from there; one that is here came from where it stood. */
export function stepsTo(before: Deal | null, after: Deal, { standing, viaId, now }: Way): StageStep[] {
  const since = sinceOf(before, after, standing, now)
  if (before !== null)
    return before.stageId === after.stageId ? [] : [{ at: since, from: before.stageId, to: after.stageId }]
  const begun = standing.begunOn === null ? since : earlier(noonOf(standing.begunOn), since)
  if (standing.status === 'open') return [{ at: since, from: null, to: after.stageId }]
  return [
    { at: begun, from: null, to: viaId },
    { at: since, from: viaId, to: after.stageId },
  ]
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)
