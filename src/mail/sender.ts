import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { type Mailbox, readServerUrl } from '../domain/correspondence/mailbox.js'
import { type MailAccount, smtpAccount } from '../domain/correspondence/mailbox-account.js'
import { findMailboxByAddress, getMailbox, listMailboxes } from '../domain/correspondence/mailbox-store.js'
import { listMailboxTrust } from '../domain/correspondence/mailbox-trust-store.js'
import { findStaffByIds } from '../domain/people/staff-store.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import { addressKey } from '../lib/address-key.js'
import { refused } from '../lib/errors.js'
import type { Redacted } from '../lib/redacted.js'
import type { SecretKey } from '../lib/secret-box.js'

/** What sending needs; made once by the composition root. */
export type SendDeps = {
  db: Database
  key: SecretKey
  insecure: boolean
  /** The server and address for workspaces whose mailboxes can't send. */
  smtpUrl: Redacted | undefined
  mailFrom: string | undefined
}

/** As whom and through which server a mail goes. `mailbox` is where its copy belongs, if it is one of ours. */
export type Sender = {
  from: { name: string; address: string }
  account: MailAccount
  mailbox: Mailbox | null
  /** Mail to `name+tag@` comes back to us: a mailbox of ours has the address, and its server knows tags (RFC 5233). */
  takesTags: boolean
}

/**
 * The mailbox of the member of staff whose customer it is, else a shared one, else the configured server. Throws `refused`
 * with what to do when nothing can send.
 */
export async function chooseSender(deps: SendDeps, scope: Scope, staffId: string | null): Promise<Sender> {
  return bulkWorkspace(deps.db, scope, async (bulk) => {
    const able = (await listMailboxes(bulk)).filter(({ smtpUrl, status }) => smtpUrl !== null && status !== 'paused')
    const own = able.find((mailbox) => staffId !== null && mailbox.staffId === staffId)
    const shared = able.filter(({ kind }) => kind === 'shared')
    // Support's takes what customers answer as cases: it sends what is nobody's only where nothing else can.
    const other = shared.find(({ support }) => !support) ?? (deps.smtpUrl && deps.mailFrom ? null : shared[0])
    const mailbox = own ?? other ?? null
    const company = (await getWorkspace(bulk)).name
    const trust = await listMailboxTrust(bulk)
    const withTags = (sender: Omit<Sender, 'takesTags'>): Sender => {
      const own = trust.find((each) => each.addressKey === addressKey(sender.from.address))
      return { ...sender, takesTags: own?.replyTags ?? false }
    }
    const account = mailbox && (await smtpAccount(bulk, deps.key, mailbox))
    if (mailbox === null || account === null) return withTags(configured(deps, company))
    const [staff] = mailbox.staffId === null ? [] : await findStaffByIds(bulk, [mailbox.staffId])
    const from = { name: staff ? `${staff.name}, ${company}` : company, address: mailbox.address }
    return withTags({ from, account, mailbox })
  })
}

/** The mailbox with this address, where it is followed and can send; else as for anything that is nobody's. */
export async function chooseSenderAt(deps: SendDeps, scope: Scope, address: string | null): Promise<Sender> {
  const key = address === null ? null : addressKey(address)
  const own = await bulkWorkspace(deps.db, scope, async (bulk) => {
    const mailbox = key === null ? null : await findMailboxByAddress(bulk, key)
    const account = mailbox?.smtpUrl && mailbox.status !== 'paused' ? await smtpAccount(bulk, deps.key, mailbox) : null
    if (!mailbox || !account) return null
    const from = { name: (await getWorkspace(bulk)).name, address: mailbox.address }
    return { from, account, mailbox, takesTags: false }
  })
  return own ?? chooseSender(deps, scope, null)
}

/** A mailbox of everybody's, in the name of whoever writes; where that can't send, as for anything that is nobody's. */
export async function chooseSharedSender(
  deps: SendDeps,
  scope: Scope,
  { mailboxId, writer }: { mailboxId: string | null; writer: string | null },
): Promise<Sender> {
  const own = await bulkWorkspace(deps.db, scope, async (bulk) => {
    const mailbox = mailboxId === null ? null : await getMailbox(bulk, mailboxId)
    const account = mailbox?.smtpUrl && mailbox.status !== 'paused' ? await smtpAccount(bulk, deps.key, mailbox) : null
    if (!mailbox || !account) return null
    const trust = (await listMailboxTrust(bulk)).find(({ address }) => address === mailbox.address)
    return { from: { name: '', address: mailbox.address }, account, mailbox, takesTags: trust?.replyTags ?? false }
  })
  const sender = own ?? (await chooseSender(deps, scope, null))
  const company = await bulkWorkspace(deps.db, scope, async (bulk) => (await getWorkspace(bulk)).name)
  return { ...sender, from: { ...sender.from, name: writer ? `${writer}, ${company}` : company } }
}

function configured({ smtpUrl, mailFrom }: SendDeps, company: string): Omit<Sender, 'takesTags'> {
  const server = smtpUrl && mailFrom ? readServerUrl(smtpUrl.reveal(), 'smtp', mailFrom) : null
  if (!server?.ok || !mailFrom)
    throw refused(
      'No mailbox can send mail yet. Add one with daybook mailbox add ADDRESS --imap URL --smtp URL, or set SMTP_URL and MAIL_FROM.',
    )
  return { from: { name: company, address: mailFrom }, account: server.value, mailbox: null }
}
