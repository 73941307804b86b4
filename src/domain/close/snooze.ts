import type { IsoDate } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'

/** What somebody does not want to be reminded of: until a day (`later`), or until somebody decides whose it is (`not_mine`). */
export type Snooze = { kind: 'later' | 'not_mine'; staffId: string; taskId: string; until: IsoDate | null }

export const isPutOff = (
  snoozes: readonly Snooze[],
  { staffId, taskId }: { staffId: string; taskId: string },
  today: IsoDate,
): boolean =>
  snoozes.some(
    (each) => each.staffId === staffId && each.taskId === taskId && (each.until === null || today < each.until),
  )

/** So long a task of a close can be put off: longer, and it is blocked or another's. */
export const LONGEST_DAYS = 14

export function mayPutOff(until: IsoDate, today: IsoDate, latest: IsoDate): Result<true> {
  if (until <= today) return no('Put it off until a day after today.')
  if (until > latest)
    return no(
      `A task of the close can be put off by ${LONGEST_DAYS} days. Say that it is blocked, and what it waits for, if it takes longer.`,
    )
  return ok(true)
}
