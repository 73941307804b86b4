import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { putSecret, replaceSecret } from '../people/secret-store.js'
import { type ServerTrust, withoutPassword } from './mailbox.js'
import { GRANT_PREFIX, type OAuthGrant, writeGrant } from './oauth-grant.js'

/** What a mailbox logs in by from now on; servers that are not named stay. */
export type NewSignIn = { imap?: string | undefined; smtp?: string | undefined; trust?: ServerTrust | undefined } & (
  | { oauth: OAuthGrant }
  | { password: string }
)

/** Puts another password or grant in the place of a mailbox's old one, sealed; whoever follows it takes it at the next try. */
export async function replaceSignIn(
  db: Database,
  scope: Scope,
  key: SecretKey,
  mailboxId: string,
  input: NewSignIn,
): Promise<void> {
  const { workspaceId } = scope
  await inWorkspace(db, scope, async (tx) => {
    const where = { workspaceId_id: { workspaceId, id: mailboxId } }
    const mailbox = await tx.prisma.mailbox.findUniqueOrThrow({ where })
    const secret = {
      name: `${'oauth' in input ? GRANT_PREFIX : 'mailbox:'}${mailbox.addressKey}`,
      text: 'oauth' in input ? writeGrant(input.oauth) : input.password,
    }
    const secretId = mailbox.secretId ?? (await putSecret(tx, key, secret))
    if (mailbox.secretId !== null) await replaceSecret(tx, key, { id: secretId }, secret)
    await tx.prisma.mailbox.update({
      where,
      data: {
        secretId,
        ...input.trust,
        ...(input.imap !== undefined && { imapUrl: withoutPassword(input.imap) }),
        ...(input.smtp !== undefined && { smtpUrl: withoutPassword(input.smtp) }),
      },
    })
  })
}
