import type { FetchMessageObject, MessageAddressObject, MessageStructureObject } from 'imapflow'
import type { MailConfig } from '../options.js'
import type { MailAddress, Mailbox, MailList, MailListQuery, MailSummary } from '../page-api.js'
import { type MailboxConfig, mailboxNamed, withMailbox } from './imap.js'

/** All mailboxes with their counts; one that can't be reached is listed without. */
export function listMailboxes(config: MailConfig): Promise<Mailbox[]> {
  return Promise.all(config.mailboxes.map((each) => describe(config, each)))
}

async function describe(config: MailConfig, mailbox: MailboxConfig): Promise<Mailbox> {
  const { address, label, kind } = mailbox
  const unreachable: Mailbox = { address, label, kind, total: null, unseen: null, folders: [] }
  const read = withMailbox(config, mailbox, async (imap): Promise<Mailbox> => {
    const status = await imap.status('INBOX', { messages: true, unseen: true })
    const folders = (await imap.list()).map((each) => each.path)
    if (!status) return { ...unreachable, folders }
    return { address, label, kind, total: status.messages ?? 0, unseen: status.unseen ?? 0, folders }
  })
  return read.catch(() => unreachable)
}

/** Newest first. */
export function listMessages(config: MailConfig, query: MailListQuery): Promise<MailList> {
  const limit = Math.min(query.limit ?? 50, 200)
  return withMailbox(config, mailboxNamed(config, query.mailbox), async (imap) => {
    await imap.mailboxOpen(query.folder ?? 'INBOX', { readOnly: true })
    const all = (await imap.search({ all: true }, { uid: true })) || []
    const wanted = all.filter((uid) => uid < (query.before ?? Number.POSITIVE_INFINITY)).sort((a, b) => b - a)
    const uids = wanted.slice(0, limit)
    if (uids.length === 0) return { messages: [], more: false }
    const fields = { uid: true, envelope: true, flags: true, bodyStructure: true, internalDate: true }
    const found = await imap.fetchAll(uids, fields, { uid: true })
    return { messages: found.map(summary).sort((a, b) => b.uid - a.uid), more: wanted.length > limit }
  })
}

function summary(message: FetchMessageObject): MailSummary {
  const { envelope, flags, bodyStructure, internalDate } = message
  return {
    uid: message.uid,
    messageId: envelope?.messageId ?? '',
    from: addresses(envelope?.from)[0] ?? { name: '', address: '' },
    to: addresses(envelope?.to),
    subject: envelope?.subject ?? '',
    date: new Date(envelope?.date ?? internalDate ?? 0).toISOString(),
    seen: flags?.has('\\Seen') ?? false,
    hasAttachments: bodyStructure ? hasAttachment(bodyStructure) : false,
  }
}

function addresses(list: MessageAddressObject[] | undefined): MailAddress[] {
  return (list ?? []).map((each) => ({ name: each.name ?? '', address: each.address ?? '' }))
}

function hasAttachment(node: MessageStructureObject): boolean {
  return node.disposition === 'attachment' || (node.childNodes ?? []).some(hasAttachment)
}
