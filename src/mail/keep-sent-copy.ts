import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { imapAccount } from '../domain/correspondence/mailbox-account.js'
import type { ComposedMail } from './compose-mail.js'
import { connectImap } from './imap-connection.js'
import type { SendDeps, Sender } from './sender.js'

/** Providers whose SMTP servers keep the copy themselves; a second one would stand beside it. */
const KEEPS_COPIES = /(^|\.)(gmail|googlemail|outlook|office365)\.com$/i

const PATIENCE_MS = 30_000

/**
 * Puts what was sent into the sender's Sent folder, as a mail program does; the sync finds it there. The mail is out by
 * then, so a failure is only noted.
 */
export async function keepSentCopy(deps: SendDeps, scope: Scope, sender: Sender, mail: ComposedMail): Promise<void> {
  const { mailbox, account } = sender
  if (mailbox === null || KEEPS_COPIES.test(account.host)) return
  const log = deps.db.log
  try {
    const imap = await bulkWorkspace(deps.db, scope, (bulk) => imapAccount(bulk, deps.key, mailbox))
    const client = await connectImap(imap, deps, AbortSignal.timeout(PATIENCE_MS))
    try {
      const sent = (await client.list()).find(({ specialUse }) => specialUse === '\\Sent')
      if (sent) await client.append(sent.path, mail.raw, ['\\Seen'])
    } finally {
      await client.logout().catch(() => client.close())
    }
  } catch (error) {
    log.warn({ err: error, mailbox: mailbox.address }, 'no copy in the Sent folder')
  }
}
