import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { imapAccount } from '../domain/correspondence/mailbox-account.js'
import { connectImap } from './imap-connection.js'
import type { SendDeps, Sender } from './sender.js'

const PATIENCE_MS = 30_000

/**
 * Whether the sender's Sent folder holds the mail with this Message-ID: many servers put it there themselves. `unknown` when the server
 * can't be asked just now; who has no mailbox has no such folder.
 */
export async function findInSent(
  deps: SendDeps,
  scope: Scope,
  sender: Sender,
  messageId: string,
): Promise<'yes' | 'no' | 'unknown'> {
  const { mailbox } = sender
  if (mailbox === null) return 'no'
  const log = deps.db.log
  try {
    const imap = await bulkWorkspace(deps.db, scope, (bulk) => imapAccount(bulk, deps.key, mailbox))
    const client = await connectImap(imap, deps, AbortSignal.timeout(PATIENCE_MS))
    try {
      const folders = (await client.list()).filter(
        ({ specialUse }) => specialUse === '\\Sent' || specialUse === '\\All',
      )
      for (const { path } of folders) {
        await client.mailboxOpen(path, { readOnly: true })
        const found = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true })
        if (Array.isArray(found) && found.length > 0) return 'yes'
      }
      return 'no'
    } finally {
      await client.logout().catch(() => client.close())
    }
  } catch (error) {
    log.warn({ err: error, mailbox: mailbox.address }, 'the Sent folder could not be searched')
    return 'unknown'
  }
}
