import { createHmac, randomBytes } from 'node:crypto'
import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** What was erased at a person's request, and what somebody deleted: neither comes back by itself. */
export type TombstoneKind = 'erased-address' | 'removed-contact'

/**
 * Marks that something was, without saying what: an HMAC with a key of the workspace's own, which reports can't read. Who
 * has the mark alone can't guess addresses; who can read the service's tables can, which no mark that must be checked prevents.
 */
export async function leaveTombstone(tx: Tx, kind: TombstoneKind, values: readonly string[]): Promise<void> {
  if (values.length === 0) return
  const { workspaceId } = tx.scope
  await tx.prisma.tombstoneKey.createMany({
    data: { workspaceId, id: tx.newId(), key: randomBytes(32) },
    skipDuplicates: true,
  })
  const { key } = await tx.prisma.tombstoneKey.findFirstOrThrow({ where: { workspaceId } })
  const marks = values.map((value) => ({ workspaceId, id: tx.newId(), kind, hmac: markOf(key, kind, value) }))
  await tx.prisma.tombstone.createMany({ data: marks, skipDuplicates: true })
}

/** The values that have a tombstone of some kind: whether one is among them, and how many there are. */
export type Tombstones = Pick<ReadonlySet<string>, 'has' | 'size'>

/** Which values have a tombstone of this kind; usually there are none at all, which costs one index look-up. */
export async function findTombstones({ sql, scope }: SqlScope, kind: TombstoneKind): Promise<Tombstones> {
  const rows = await sql<{ hmac: string; key: Uint8Array }[]>`
    select t.hmac, k.key from tombstone t join tombstone_key k on k.workspace_id = t.workspace_id
     where t.workspace_id = ${scope.workspaceId} and t.kind = ${kind}`
  const [first] = rows
  const marks = new Set(rows.map(({ hmac }) => hmac))
  return { size: marks.size, has: (value) => first !== undefined && marks.has(markOf(first.key, kind, value)) }
}

/** The same inside a business transaction. */
export async function hasTombstone(tx: Tx, kind: TombstoneKind, value: string): Promise<boolean> {
  const { workspaceId } = tx.scope
  const own = await tx.prisma.tombstoneKey.findFirst({ where: { workspaceId } })
  if (!own) return false
  const hmac = markOf(own.key, kind, value)
  return (await tx.prisma.tombstone.count({ where: { workspaceId, kind, hmac } })) > 0
}

const markOf = (key: Uint8Array, kind: TombstoneKind, value: string): string =>
  createHmac('sha256', key).update(`${kind}\n${value}`).digest('hex')
