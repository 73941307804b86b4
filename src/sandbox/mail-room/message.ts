import { type AddressObject, type Attachment, type ParsedMail, simpleParser } from 'mailparser'
import { Refused } from '../delivery/interaction.js'
import type { MailConfig } from '../options.js'
import type { MailAddress, MailMessage, MailReadQuery } from '../page-api.js'
import { mailboxNamed, withMailbox } from './imap.js'

/** One mail as a person reads it. It stays unseen: the product under test must not notice that somebody looked. */
export async function readMessage(config: MailConfig, query: MailReadQuery): Promise<MailMessage> {
  const { mail, seen } = await fetchMessage(config, query)
  const where = new URLSearchParams({ mailbox: query.mailbox, folder: query.folder ?? 'INBOX', uid: String(query.uid) })
  return {
    uid: query.uid,
    messageId: mail.messageId ?? '',
    from: people(mail.from)[0] ?? { name: '', address: '' },
    to: people(mail.to),
    cc: people(mail.cc),
    subject: mail.subject ?? '',
    date: (mail.date ?? new Date(0)).toISOString(),
    seen,
    hasAttachments: mail.attachments.length > 0,
    inReplyTo: mail.inReplyTo ?? '',
    references: [mail.references ?? []].flat(),
    text: mail.text ?? '',
    attachments: mail.attachments.map((each, part) => ({
      part,
      filename: each.filename ?? `part-${part + 1}`,
      contentType: each.contentType,
      size: each.size,
      url: `/sandbox/api/mail/attachment?${where}&part=${part}`,
    })),
  }
}

/** The attachment at that place, decoded. */
export async function readAttachment(config: MailConfig, query: MailReadQuery, part: number): Promise<Attachment> {
  const { mail } = await fetchMessage(config, query)
  const found = mail.attachments[part]
  if (!found) throw new Refused('attachment_not_found', 'This mail has no such attachment.', 404)
  return found
}

function fetchMessage(config: MailConfig, query: MailReadQuery): Promise<{ mail: ParsedMail; seen: boolean }> {
  return withMailbox(config, mailboxNamed(config, query.mailbox), async (imap) => {
    await imap.mailboxOpen(query.folder ?? 'INBOX', { readOnly: true })
    const found = await imap.fetchOne(String(query.uid), { source: true, flags: true }, { uid: true })
    if (!found || !found.source) throw new Refused('mail_not_found', 'This mail is no longer there.', 404)
    return { mail: await simpleParser(found.source), seen: found.flags?.has('\\Seen') ?? false }
  })
}

function people(field: AddressObject | AddressObject[] | undefined): MailAddress[] {
  const entries = [field ?? []].flat().flatMap((each) => each.value)
  return entries.map((each) => ({ name: each.name, address: each.address ?? '' }))
}
