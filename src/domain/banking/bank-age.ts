import { daysBetween, type IsoDate, shortDate } from '../../lib/dates.js'
import { addWorkingDays, type WorkingCalendar } from '../people/working-days.js'

/** Bank data may be this many working days old before nobody is dunned by itself any more: who paid since isn't known. */
export const FRESH_WORKING_DAYS = 2

/**
 * Why customers can't be reminded by itself: an account whose statements end too long ago. Null where all are fresh, or where no
 * account is kept: then payments are recorded by hand, and the books are all there is.
 */
export function staleBank(
  accounts: readonly { name: string; readTo: IsoDate | null }[],
  calendar: WorkingCalendar,
  today: IsoDate,
): string | null {
  const oldest = addWorkingDays(calendar, today, -FRESH_WORKING_DAYS)
  const stale = accounts.find(({ readTo }) => readTo === null || readTo < oldest)
  if (!stale) return null
  return stale.readTo === null
    ? `No statement of ${stale.name} was imported yet.`
    : `The statements of ${stale.name} end ${daysBetween(stale.readTo, today)} days ago, on ${shortDate(stale.readTo)}.`
}
