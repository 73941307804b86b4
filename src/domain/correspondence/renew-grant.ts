import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { type SecretKey, sealSecret } from '../../lib/secret-box.js'
import { secretContext } from './add-mailbox.js'
import { GRANT_PREFIX, type OAuthGrant, writeGrant } from './oauth-grant.js'

/** Keeps a refresh token that the provider gave in place of the old one (RFC 6749 §6). */
export async function renewGrant(
  db: Database,
  scope: Scope,
  key: SecretKey,
  secretId: string,
  grant: OAuthGrant,
): Promise<void> {
  await inWorkspace(db, scope, async (tx) => {
    const where = { workspaceId: scope.workspaceId, id: secretId, name: { startsWith: GRANT_PREFIX } }
    const row = await tx.prisma.secret.findFirst({ where, select: { name: true } })
    if (!row) return
    const sealed = sealSecret(key, writeGrant(grant), secretContext(scope.workspaceId, row.name))
    await tx.prisma.secret.updateMany({ where, data: sealed })
  })
}
