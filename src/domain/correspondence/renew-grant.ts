import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { findSecret, findSecretName, replaceSecret } from '../people/secret-store.js'
import { GRANT_PREFIX, type KeptGrant, parseGrant, writeGrant } from './oauth-grant.js'

type Keeper = { db: Database; key: SecretKey }

const scopeOf = ({ workspaceId }: KeptGrant): Scope => ({ workspaceId, actorId: null, via: 'mail' })

/** The grant as it stands now; null when a password, or nothing, has taken its place. */
export async function findGrant({ db, key }: Keeper, grant: KeptGrant): Promise<KeptGrant | null> {
  const { workspaceId, secretId } = grant
  const secret = await bulkWorkspace(db, scopeOf(grant), (bulk) => findSecret(bulk, key, secretId))
  return secret?.name.startsWith(GRANT_PREFIX) ? { ...parseGrant(secret.text), workspaceId, secretId } : null
}

/** Keeps a refresh token that the provider gave in place of the old one (RFC 6749 §6). */
export async function renewGrant({ db, key }: Keeper, grant: KeptGrant): Promise<void> {
  const { secretId } = grant
  await inWorkspace(db, scopeOf(grant), async (tx) => {
    const name = await findSecretName(sqlInTx(tx), secretId)
    if (name?.startsWith(GRANT_PREFIX))
      await replaceSecret(tx, key, { id: secretId, was: name }, { name, text: writeGrant(grant) })
  })
}
