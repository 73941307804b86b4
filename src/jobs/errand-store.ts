import type { Database } from '../db/database.js'
import { inWorkspace, type Tx } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { QUEUE_ATTEMPTS } from './queue.js'

export type Errand = { kind: string; data: Record<string, unknown>; doneAt: Date | null }

/** Once the queue's own attempts are used up: 30 s, 1 min, 2 min … at most an hour between two more. */
const FIRST_REST_MS = 30_000
const LONGEST_REST_MS = 3_600_000
/** The rests before this one come to four hours: who waits for what the errand does hears of it then. */
const LATE_REST = 10
/** A mail server or Slack that was away over a long weekend still gets what waited for it. */
const GIVE_UP_MS = 4 * 86_400_000

export const findErrand = (db: Database, scope: Scope, id: string): Promise<Errand | undefined> =>
  readWorkspace(db, scope, async ({ sql }) => {
    const [row] = await sql<Errand[]>`
      select kind, data, done_at as "doneAt" from outbox where workspace_id = ${scope.workspaceId} and id = ${id}`
    return row
  })

/** Whether an errand of a kind comes by itself, until `by` if that is given; `about` is a property of its data. */
export async function isComing(
  tx: Tx,
  kind: string,
  { by, about }: { by?: Date; about?: readonly [key: string, value: string] } = {},
): Promise<boolean> {
  const dueAt = { gt: tx.now, ...(by && { lte: by }) }
  const data = about && { data: { path: [about[0]], equals: about[1] } }
  return (await tx.prisma.outbox.count({ where: { kind, doneAt: null, dueAt, ...data } })) > 0
}

/** Closes the row; `lastError` stays as the reason when it was given up. */
export const closeErrand = (db: Database, scope: Scope, id: string, lastError: string | null): Promise<void> =>
  inWorkspace(db, scope, async (tx) => {
    await tx.prisma.outbox.updateMany({ where: { id, doneAt: null }, data: { doneAt: tx.now, lastError } })
  })

/**
 * Counts a failed attempt and keeps its reason. When the queue has used up its own, the row rests for longer and longer
 * before it is offered again, and after days it is closed: then this answers true. Of one that is awaited both are told (`errand.late`).
 */
export const noteAttempt = (
  db: Database,
  scope: Scope,
  id: string,
  { reason, said, awaited }: { reason: string; said: string; awaited: boolean },
): Promise<boolean> =>
  inWorkspace(db, scope, async (tx) => {
    const row = await tx.prisma.outbox.update({
      where: { workspaceId_id: { workspaceId: scope.workspaceId, id } },
      data: { attempts: { increment: 1 }, lastError: reason },
    })
    const tooMany = row.attempts - QUEUE_ATTEMPTS
    if (tooMany < 0) return false
    const givenUp = tx.now.getTime() - row.dueAt.getTime() > GIVE_UP_MS
    if (awaited && (givenUp || tooMany === LATE_REST))
      await tx.outbox('errand.late', { kind: row.kind, data: row.data, said, givenUp })
    if (givenUp) {
      await tx.prisma.outbox.updateMany({ where: { id }, data: { doneAt: tx.now } })
      return true
    }
    // The relay looks at this instant alone; one in the future is how a row is left in peace.
    const rest = Math.min(FIRST_REST_MS * 2 ** tooMany, LONGEST_REST_MS)
    await tx.prisma.$executeRaw`
      update routing.outbox_ref set offered_at = ${new Date(tx.now.getTime() + rest)} where outbox_id = ${id}::uuid`
    return false
  })
