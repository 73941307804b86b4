import path from 'node:path'
import { type Mailbox, startDovecot } from './dovecot.js'
import { startSmtpFront } from './smtp-front.js'

export type Mailroom = {
  imap: { host: string; port: number }
  smtp: { host: string; port: number }
  /** Opens the mailbox of any address; one that nobody was given begins with its first mail. */
  sharedPassword: string
  /** One more mailbox with a password of its own. */
  addMailbox: (mailbox: Mailbox) => Promise<void>
  stop: () => Promise<void>
}

/**
 * A post office for one machine: IMAP and SMTP on free ports of 127.0.0.1, one mailbox per address. Whatever address
 * mail is sent to exists, so that outside customers get theirs too. Throws UnavailableError without a Dovecot.
 */
export async function startMailroom(options: {
  /** Keeps the mail over restarts. */
  dir: string
  mailboxes: Mailbox[]
  /** Where Dovecot is unpacked when it can't be installed. */
  cacheDir?: string
  onProgress?: (step: string, ms: number) => void
}): Promise<Mailroom> {
  const { dir, mailboxes, onProgress, cacheDir = path.resolve('.cache/dovecot') } = options
  const dovecot = await startDovecot({ dir, mailboxes, cacheDir, onProgress })
  const front = await startSmtpFront(dovecot.lmtpPort)
  return {
    imap: { host: '127.0.0.1', port: dovecot.imapPort },
    smtp: { host: '127.0.0.1', port: front.port },
    sharedPassword: dovecot.sharedPassword,
    addMailbox: dovecot.addMailbox,
    stop: async () => {
      await front.stop()
      await dovecot.stop()
    },
  }
}
