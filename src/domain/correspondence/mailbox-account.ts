import type { SqlScope } from '../../db/sql-workspace.js'
import { AppError } from '../../lib/errors.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { findSecret } from '../people/secret-store.js'
import { type Mailbox, type MailServer, readServerUrl } from './mailbox.js'
import { GRANT_PREFIX, type KeptGrant, parseGrant } from './oauth-grant.js'

/** A server with what to log in by: a password (null when the mailbox was added without one), or a grant in its place. */
export type MailAccount = MailServer & { oauth?: KeptGrant }

/** Where a mailbox's mail is fetched, with its password. Needs the service's login: the reader may not see secrets. */
export async function imapAccount(bulk: SqlScope, key: SecretKey, mailbox: Mailbox): Promise<MailAccount> {
  return withPassword(bulk, key, mailbox, mailbox.imapUrl, 'imap')
}

/** Where a mailbox's mail is sent, or null when it can't send. */
export async function smtpAccount(bulk: SqlScope, key: SecretKey, mailbox: Mailbox): Promise<MailAccount | null> {
  return mailbox.smtpUrl === null ? null : withPassword(bulk, key, mailbox, mailbox.smtpUrl, 'smtp')
}

async function withPassword(bulk: SqlScope, key: SecretKey, mailbox: Mailbox, url: string, kind: 'imap' | 'smtp') {
  const server = readServerUrl(url, kind, mailbox.address)
  if (!server.ok)
    throw new AppError('invalid', `The mailbox ${mailbox.address} has a server that can't be read. ${server.problem}`)
  const { tlsCa, tlsUnchecked } = mailbox
  return { ...server.value, trust: { tlsCa, tlsUnchecked }, ...(await secretOf(bulk, key, mailbox)) }
}

async function secretOf(
  bulk: SqlScope,
  key: SecretKey,
  mailbox: Mailbox,
): Promise<Pick<MailAccount, 'password' | 'oauth'>> {
  if (mailbox.secretId === null) return { password: null }
  const secret = await findSecret(bulk, key, mailbox.secretId)
  if (!secret)
    throw new AppError(
      'internal',
      'The password of this mailbox is missing. Sign in anew: `daybook mailbox sign-in ADDRESS`.',
    )
  if (!secret.name.startsWith(GRANT_PREFIX)) return { password: secret.text }
  const place = { workspaceId: bulk.scope.workspaceId, secretId: mailbox.secretId }
  return { password: null, oauth: { ...parseGrant(secret.text), ...place } }
}
