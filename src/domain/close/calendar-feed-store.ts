import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { FeedLink } from './calendar-feed.js'

/** Whose due days an address shows; null for one that was revoked. */
export async function findFeed(
  { sql }: SqlScope,
  { workspaceId, feedId, staffId }: FeedLink,
): Promise<'mine' | 'all' | null> {
  const [feed] = await sql<{ whose: 'mine' | 'all' }[]>`
    select whose from calendar_feed where workspace_id = ${workspaceId}::uuid and id = ${feedId}::uuid
      and staff_id = ${staffId}::uuid and revoked_at is null`
  return feed?.whose ?? null
}

export async function createFeed(tx: Tx, staffId: string, whose: 'mine' | 'all'): Promise<string> {
  const id = tx.newId()
  await tx.prisma.calendarFeed.create({ data: { workspaceId: tx.scope.workspaceId, id, staffId, whose } })
  return id
}

/** Every address that this person has; how many there were. */
export async function revokeFeeds(tx: Tx, staffId: string): Promise<number> {
  const revoked = await tx.prisma.calendarFeed.updateMany({
    where: { staffId, revokedAt: null },
    data: { revokedAt: tx.now },
  })
  return revoked.count
}
