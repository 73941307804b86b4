import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { openSecret, type SecretKey, sealSecret } from '../../lib/secret-box.js'

/** A password or token. Its name says what it is for. */
export type Secret = { name: string; text: string }

/** What a sealed secret is bound to: moved to another row or workspace it does not open. */
const contextOf = (workspaceId: string, name: string): string => `${workspaceId}/${name}`

const sealed = ({ scope }: Tx, key: SecretKey, { name, text }: Secret) => ({
  name,
  ...sealSecret(key, text, contextOf(scope.workspaceId, name)),
})

/** Keeps a secret sealed, in place of one of that name; answers its id. */
export async function putSecret(tx: Tx, key: SecretKey, secret: Secret): Promise<string> {
  const { workspaceId } = tx.scope
  const data = sealed(tx, key, secret)
  const { id } = await tx.prisma.secret.upsert({
    where: { workspaceId_name: { workspaceId, name: secret.name } },
    create: { workspaceId, id: tx.newId(), ...data },
    update: data,
    select: { id: true },
  })
  return id
}

/** Puts another secret in the place of one; while that one still has the name `was`, if it is given. */
export async function replaceSecret(
  tx: Tx,
  key: SecretKey,
  { id, was }: { id: string; was?: string },
  secret: Secret,
): Promise<void> {
  const where = { workspaceId: tx.scope.workspaceId, id, ...(was !== undefined && { name: was }) }
  await tx.prisma.secret.updateMany({ where, data: sealed(tx, key, secret) })
}

export async function dropSecret(tx: Tx, id: string): Promise<void> {
  await tx.prisma.secret.deleteMany({ where: { workspaceId: tx.scope.workspaceId, id } })
}

/** Opened; null when it is gone. Needs the service's login: the reader sees no secrets. Throws where another key sealed it. */
export async function findSecret({ sql, scope }: SqlScope, key: SecretKey, id: string): Promise<Secret | null> {
  const [row] = await sql<{ name: string; keyId: string; ciphertext: Uint8Array }[]>`
    select name, key_id as "keyId", ciphertext from secret where workspace_id = ${scope.workspaceId} and id = ${id}`
  return row ? { name: row.name, text: openSecret(key, row, contextOf(scope.workspaceId, row.name)) } : null
}

/** What it is for, without opening it. */
export async function findSecretName({ sql, scope }: SqlScope, id: string): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`
    select name from secret where workspace_id = ${scope.workspaceId} and id = ${id}`
  return row?.name ?? null
}

/** Names of stored passwords and tokens that this key can't open. Needs the service's login: the reader sees no secrets. */
export async function listForeignSecrets({ sql, scope }: SqlScope, keyId: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from secret where workspace_id = ${scope.workspaceId} and key_id <> ${keyId} order by name`
  return rows.map(({ name }) => name)
}

/**
 * Seals what one key opens with another, all of a workspace or nothing; what is sealed with the new one already stays, so it may be
 * done again after it was broken off. Answers how many were sealed anew, and the names of those that neither key opens.
 */
export async function resealSecrets(
  tx: Tx,
  from: SecretKey,
  to: SecretKey,
): Promise<{ resealed: number; foreign: string[] }> {
  const { workspaceId } = tx.scope
  const rows = await tx.prisma.secret.findMany({ where: { workspaceId, keyId: { not: to.id } } })
  const ours = rows.filter(({ keyId }) => keyId === from.id)
  for (const row of ours) {
    const text = openSecret(from, row, contextOf(workspaceId, row.name))
    await replaceSecret(tx, to, { id: row.id }, { name: row.name, text })
  }
  return { resealed: ours.length, foreign: rows.filter(({ keyId }) => keyId !== from.id).map(({ name }) => name) }
}
