import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { toDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import { type AccessToken, makeToken } from './access-token.js'

type KeptToken = AccessToken & { secretHash: Uint8Array }

/** What was kept of a token; null for one that nobody made here. */
export async function findToken({ sql, scope }: SqlScope, id: string): Promise<KeptToken | null> {
  const [found] = await sql<KeptToken[]>`
    select ${columns(sql)}, secret_hash as "secretHash" from access_token where workspace_id = ${scope.workspaceId} and id = ${id}`
  return found ?? null
}

/** Somebody's tokens, newest first; those that still open come before the others. */
export const listTokens = ({ sql, scope, now }: SqlScope, staffId: string, ids?: readonly string[]) =>
  sql<AccessToken[]>`
    select ${columns(sql)} from access_token
    where workspace_id = ${scope.workspaceId} and staff_id = ${staffId}
      ${ids ? sql`and id = any(${[...ids]}::uuid[])` : sql``}
    order by (revoked_at is null and expires_at > ${now}) desc, id desc limit 100`

/** Those of somebody whose name is this one, or begins so. */
export async function findTokensByName(read: SqlScope, staffId: string, key: string, exact: boolean) {
  const open = (await listTokens(read, staffId)).filter(({ revokedAt }) => revokedAt === null)
  return open.filter(({ name }) => (exact ? nameKey(name) === key : nameKey(name).startsWith(key)))
}

const columns = (sql: SqlScope['sql']) => sql`
  id::text, name, staff_id::text as "staffId", version, expires_at as "expiresAt", revoked_at as "revokedAt", used_on::text as "usedOn"`

/** Makes one for the actor. The text is answered here and nowhere else ever. */
export async function insertToken(
  tx: Tx,
  { name, staffId, expiresAt }: Pick<AccessToken, 'name' | 'staffId' | 'expiresAt'>,
): Promise<{ id: string; text: string }> {
  const { workspaceId } = tx.scope
  const id = tx.newId()
  const { text, hash } = makeToken(workspaceId, id)
  await tx.prisma.accessToken.create({
    data: { workspaceId, id, name, staffId, expiresAt, secretHash: new Uint8Array(hash) },
  })
  return { id, text }
}

/** Throws `not_found`: one's own alone. */
export async function revokeToken(tx: Tx, id: string, staffId: string): Promise<void> {
  const { count } = await tx.prisma.accessToken.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, staffId, revokedAt: null },
    data: { revokedAt: tx.now },
  })
  if (count === 0) throw notFound('There is no such token of yours, or it is revoked already.', { id })
}

/** Once a day at most: who looks at the list sees which ones are still in use. */
export async function noteTokenUse(tx: Tx, id: string, day: string): Promise<void> {
  await tx.prisma.accessToken.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, OR: [{ usedOn: null }, { usedOn: { lt: toDbDate(day) } }] },
    data: { usedOn: toDbDate(day) },
  })
}
