import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { openSecret, type SecretKey, sealSecret } from '../../lib/secret-box.js'
import { secretContext } from './add-mailbox.js'
import { GRANT_PREFIX, type KeptGrant, parseGrant, writeGrant } from './oauth-grant.js'

type Keeper = { db: Database; key: SecretKey }

const scopeOf = ({ workspaceId }: KeptGrant): Scope => ({ workspaceId, actorId: null, via: 'mail' })

/** The grant as it stands now; null when a password, or nothing, has taken its place. */
export async function findGrant({ db, key }: Keeper, grant: KeptGrant): Promise<KeptGrant | null> {
  const { workspaceId, secretId } = grant
  const [row] = await bulkWorkspace(
    db,
    scopeOf(grant),
    ({ sql }) => sql<{ name: string; keyId: string; ciphertext: Uint8Array }[]>`
      select name, key_id as "keyId", ciphertext from secret where workspace_id = ${workspaceId} and id = ${secretId}`,
  )
  if (!row?.name.startsWith(GRANT_PREFIX)) return null
  return { ...parseGrant(openSecret(key, row, secretContext(workspaceId, row.name))), workspaceId, secretId }
}

/** Keeps a refresh token that the provider gave in place of the old one (RFC 6749 §6). */
export async function renewGrant({ db, key }: Keeper, grant: KeptGrant): Promise<void> {
  const { workspaceId, secretId } = grant
  await inWorkspace(db, scopeOf(grant), async (tx) => {
    const where = { workspaceId, id: secretId, name: { startsWith: GRANT_PREFIX } }
    const row = await tx.prisma.secret.findFirst({ where, select: { name: true } })
    if (!row) return
    const sealed = sealSecret(key, writeGrant(grant), secretContext(workspaceId, row.name))
    await tx.prisma.secret.updateMany({ where, data: sealed })
  })
}
