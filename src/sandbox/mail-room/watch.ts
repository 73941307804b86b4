import type { MailConfig } from '../options.js'
import type { Sandbox } from '../sandbox.js'
import { client, type MailboxConfig } from './imap.js'

const AGAIN_MS = 5_000

/** Follows every Inbox with IDLE from the first time somebody looks, and tells the pages when one changes. */
export function createWatch(sandbox: Sandbox, config: MailConfig): () => void {
  let started = false
  return () => {
    if (started) return
    started = true
    for (const mailbox of config.mailboxes) void follow(sandbox, config, mailbox)
  }
}

async function follow(sandbox: Sandbox, config: MailConfig, mailbox: MailboxConfig): Promise<void> {
  if (sandbox.closing.aborted) return
  const imap = client(config, mailbox)
  const changed = () => sandbox.hub.publish(() => ({ type: 'mailbox', address: mailbox.address }))
  imap.on('exists', changed)
  imap.on('expunge', changed)
  imap.on('flags', changed)
  const stop = () => imap.close()
  sandbox.closing.addEventListener('abort', stop, { once: true })
  imap.once('close', () => {
    sandbox.closing.removeEventListener('abort', stop)
    sandbox.clock.after(AGAIN_MS, () => void follow(sandbox, config, mailbox))
  })
  try {
    await imap.connect()
    await imap.mailboxOpen('INBOX', { readOnly: true })
    await imap.idle()
  } catch {
    imap.close()
  }
}
