import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { type SqlScope, unhurried } from '../../db/sql-workspace.js'

/** What a button stands for. `args` is JSON that the commands write and read; nobody else looks inside. */
export type PendingAction = {
  id: string
  command: string
  args: unknown
  /** Record → the version that was shown. */
  versions: Readonly<Record<string, number>>
  previewHash: string | null
  expiresAt: Date
}

export type StoredAction = PendingAction & { usedAt: Date | null; usedBy: string | null }

export async function findPendingAction(read: SqlScope, id: string): Promise<StoredAction | null> {
  const [found] = await read.sql<StoredAction[]>`
    select p.id, p.command, p.args, p.versions, p.preview_hash as "previewHash", p.expires_at as "expiresAt",
           p.used_at as "usedAt", s.name as "usedBy"
      from pending_action p left join staff s on s.workspace_id = p.workspace_id and s.id = p.used_by_id
     where p.workspace_id = ${read.scope.workspaceId} and p.id = ${id}`
  return found ?? null
}

/**
 * The newest of a person's actions that take something back, still good; `except` those of a command. The purpose is a literal, for the
 * index that holds such actions alone.
 */
export async function findLastUndo(
  read: SqlScope,
  staffId: string,
  { except = '' }: { except?: string } = {},
): Promise<StoredAction | null> {
  const [found] = await read.sql<StoredAction[]>`
    select id, command, args, versions, preview_hash as "previewHash", expires_at as "expiresAt",
           used_at as "usedAt", null as "usedBy"
      from pending_action
     where workspace_id = ${read.scope.workspaceId} and created_by_id = ${staffId} and used_at is null
       and expires_at > ${read.now} and args ->> 'purpose' = 'undo' and command <> ${except}
     order by id desc limit 1`
  return found ?? null
}

/** How many of the newest are looked through: what somebody asked minutes ago is among them. */
const NEWEST = 5_000

/** The newest of a person's actions that was asked for in a place (`args.place`), since then. */
export async function findLastAsked(
  read: SqlScope,
  { staffId, place, since }: { staffId: string; place: string; since: Date },
): Promise<StoredAction | null> {
  const [found] = await read.sql<StoredAction[]>`
    with newest as (
      select id, command, args, versions, preview_hash, expires_at, used_at, created_by_id, created_at
        from pending_action where workspace_id = ${read.scope.workspaceId}
       order by id desc limit ${NEWEST})
    select id, command, args, versions, preview_hash as "previewHash", expires_at as "expiresAt",
           used_at as "usedAt", null as "usedBy"
      from newest
     where created_by_id = ${staffId} and created_at >= ${since} and args ->> 'place' = ${place}
     order by id desc limit 1`
  return found ?? null
}

/** With a change, in its own transaction: the button is there if and only if the change is. */
export async function savePendingActions(tx: Tx, actions: readonly PendingAction[]): Promise<void> {
  const inTx = sqlInTx(tx)
  if (actions.length > 0) await insertActions(inTx, actions, inTx.sql`true`)
}

/**
 * Without a change: one statement, in the set-based lane. `isUnhurried`: an answer goes out before the disk has them. When the server
 * crashes in that very moment a button that only shows something says that there is nothing.
 */
export const loadPendingActions = (
  bulk: SqlScope,
  actions: readonly PendingAction[],
  { isUnhurried = false } = {},
): Promise<void> => insertActions(bulk, actions, isUnhurried ? unhurried(bulk.sql) : bulk.sql`true`)

async function insertActions(
  { sql, scope }: SqlScope,
  actions: readonly PendingAction[],
  condition: ReturnType<typeof unhurried>,
): Promise<void> {
  await sql`
    insert into pending_action (workspace_id, id, command, args, versions, preview_hash, expires_at, created_by_id)
    select ${scope.workspaceId}::uuid, a.id, a.command, a.args, a.versions, a."previewHash", a."expiresAt", ${scope.actorId}::uuid
      from jsonb_to_recordset(${JSON.stringify(actions)}::text::jsonb) as
           a(id uuid, command text, args jsonb, versions jsonb, "previewHash" text, "expiresAt" timestamptz)
     where ${condition}`
}

/** Marks an action used by the actor. False when somebody did meanwhile: the caller's change must not happen then. */
export async function usePendingAction(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.prisma.pendingAction.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, usedAt: null },
    data: { usedAt: tx.now, usedById: tx.scope.actorId },
  })
  return count === 1
}

/** What an action that was not used yet stands for from now on. */
export async function rewritePendingAction(note: SqlScope, id: string, args: unknown): Promise<void> {
  await note.sql`
    update pending_action set args = ${note.sql.json(args as never)}
     where workspace_id = ${note.scope.workspaceId} and id = ${id} and used_at is null`
}
