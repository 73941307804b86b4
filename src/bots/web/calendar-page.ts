import type { Database } from '../../db/database.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { closeIcs } from '../../documents/close-ics.js'
import { readFeedLink } from '../../domain/close/calendar-feed.js'
import { findFeed } from '../../domain/close/calendar-feed-store.js'
import { getMembership } from '../../domain/people/membership-store.js'
import { notFound } from '../../lib/errors.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { calendarTasks } from '../commands/close/visible-tasks.js'

export type CalendarDeps = { db: Database; key: SecretKey }

/** What its person may see now; one that is revoked, or whose person left or may not see the close any more, shows nothing. */
export async function feedText({ db, key }: CalendarDeps, text: string): Promise<string> {
  const link = readFeedLink(key, text, db.clock.now())
  if (!link) throw notFound('There is no such calendar.')
  const scope = { workspaceId: link.workspaceId, actorId: link.staffId, via: 'slack' as const }
  return readWorkspace(db, scope, async (read) => {
    const whose = await findFeed(read, link)
    if (whose === null) throw notFound('This calendar address no longer works. `close calendar` gives a new one.')
    const { member, workspace } = await getMembership(read, link.staffId)
    if (!member.may('close.read')) throw notFound('This calendar address no longer works.')
    const { all, mine } = await calendarTasks(read, member)
    return closeIcs(whose === 'mine' ? mine : all, `${workspace.name}: close`, read.now)
  })
}
