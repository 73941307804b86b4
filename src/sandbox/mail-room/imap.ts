import { ImapFlow } from 'imapflow'
import { Refused } from '../delivery/interaction.js'
import type { MailConfig } from '../options.js'

export type MailboxConfig = MailConfig['mailboxes'][number]

export function client(config: MailConfig, mailbox: MailboxConfig): ImapFlow {
  const { host, port } = config.imap
  const auth = { user: mailbox.login ?? mailbox.address, pass: mailbox.password }
  const imap = new ImapFlow({ host, port, auth, secure: false, doSTARTTLS: false, logger: false })
  // Without a listener an error of a connection that is closing would end the process.
  imap.on('error', () => {})
  return imap
}

export function mailboxNamed(config: MailConfig, address: string): MailboxConfig {
  const found = config.mailboxes.find((each) => each.address === address)
  if (!found) throw new Refused('mailbox_not_found', `There is no mailbox ${address} here.`, 404)
  return found
}

/** Signs in, does `job`, signs out. What the server doesn't do becomes `mail_unavailable` with its reason. */
export async function withMailbox<T>(
  config: MailConfig,
  mailbox: MailboxConfig,
  job: (imap: ImapFlow) => Promise<T>,
): Promise<T> {
  const imap = client(config, mailbox)
  try {
    await imap.connect()
    return await job(imap)
  } catch (error) {
    if (error instanceof Refused) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refused('mail_unavailable', `The mailbox ${mailbox.address} can't be read: ${reason}`, 502)
  } finally {
    if (imap.usable) await imap.logout().catch(() => imap.close())
    else imap.close()
  }
}
