import { readWorkspace } from '../db/sql-workspace.js'
import { digestLines } from '../domain/close/digest.js'
import { listCloseEvents } from '../domain/close/history-store.js'
import { lastTold } from '../domain/close/reminder-store.js'
import { type Staff } from '../domain/people/staff.js'
import { dateIn, type IsoDate, instantOf } from '../lib/dates.js'
import type { ReminderSetting } from './close-reminders.js'
import type { JobContext } from './define-job.js'

/**
 * What happened in the open closes since the person was told last, by others; null for who doesn't run the close, and when nothing
 * did. Both ends are mornings, so that what is told does not depend on the minute at which it goes out.
 */
export async function loadChanges(
  context: JobContext,
  { controllers }: ReminderSetting,
  { id, timeZone, morningHour }: Staff,
): Promise<{ since: IsoDate; lines: readonly string[] } | null> {
  if (!controllers.has(id)) return null
  const today = dateIn(timeZone, context.db.clock.now())
  return readWorkspace(context.db, context.scope, async (read) => {
    const since = await lastTold(read, id, today)
    if (since === null) return null
    const morning = (date: IsoDate) => instantOf(date, morningHour, timeZone)
    const events = await listCloseEvents(read, { since: morning(since), before: morning(today) })
    const lines = digestLines(events.filter(({ byId }) => byId !== id))
    return lines.length > 0 ? { since, lines } : null
  })
}
