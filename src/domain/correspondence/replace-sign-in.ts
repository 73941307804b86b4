import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { type SecretKey, sealSecret } from '../../lib/secret-box.js'
import { secretContext } from './add-mailbox.js'
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
    const name = `${'oauth' in input ? GRANT_PREFIX : 'mailbox:'}${mailbox.addressKey}`
    const secret = 'oauth' in input ? writeGrant(input.oauth) : input.password
    const sealed = { name, ...sealSecret(key, secret, secretContext(workspaceId, name)) }
    const secretId = mailbox.secretId ?? tx.newId()
    if (mailbox.secretId === null) await tx.prisma.secret.create({ data: { workspaceId, id: secretId, ...sealed } })
    else await tx.prisma.secret.updateMany({ where: { workspaceId, id: secretId }, data: sealed })
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
