import type { Tx } from '../../db/in-workspace.js'
import { openSecret, type SecretKey, sealSecret } from '../../lib/secret-box.js'

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
    const context = `${workspaceId}/${row.name}`
    const sealed = sealSecret(to, openSecret(from, row, context), context)
    await tx.prisma.secret.updateMany({ where: { workspaceId, id: row.id }, data: sealed })
  }
  return { resealed: ours.length, foreign: rows.filter(({ keyId }) => keyId !== from.id).map(({ name }) => name) }
}
