import { createTransport } from 'nodemailer'
import { invalid } from '../lib/errors.js'

export type OutgoingMail = {
  /** Without brackets. */
  messageId: string
  date: Date
  from: { name: string; address: string }
  to: string
  subject: string
  /** Plain text; the HTML part is made from it. */
  text: string
  /** Below the text in the HTML part: links with what they say. */
  links?: readonly { label: string; href: string }[]
  /** Where answers go, when not to the sender. */
  replyTo?: string | null
  /** Nobody confirmed this very mail: says so (RFC 3834 §5), so that no machine answers it. */
  automatic?: boolean
  attachments?: readonly { filename: string; contentType: string; content: Uint8Array }[]
}

/** The bytes that go over the wire and into the Sent folder, and whom they go to. */
export type ComposedMail = { raw: Buffer; from: string; to: string; messageId: string }

/** Makes the mail (RFC 5322, MIME). Same input, same Message-ID and date. Throws `invalid` for what could smuggle in a header. */
export async function composeMail(mail: OutgoingMail): Promise<ComposedMail> {
  for (const line of [mail.subject, mail.to, mail.from.name, mail.from.address, mail.messageId, mail.replyTo ?? ''])
    if (/[\r\n\0]/.test(line)) throw invalid('A subject or address of a mail is one line.')
  for (const address of [mail.to, mail.from.address, ...(mail.replyTo ? [mail.replyTo] : [])])
    if (!/^[^\s@<>,;"()]+@[^\s@<>,;"()]+$/.test(address))
      throw invalid(`"${address}" is not an address that mail can be sent to.`)
  const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await builder.sendMail({
    messageId: `<${mail.messageId}>`,
    // Some relays put an id of their own in its place: answers then still name ours.
    references: `<${mail.messageId}>`,
    date: mail.date,
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    ...(mail.automatic
      ? { headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' } }
      : {}),
    subject: mail.subject,
    text: mail.text,
    html: toHtml(mail.text, mail.links ?? []),
    attachments: (mail.attachments ?? []).map((each) => ({ ...each, content: Buffer.from(each.content) })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { raw: message as Buffer, from: mail.from.address, to: mail.to, messageId: mail.messageId }
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)

/** Paragraphs, line breaks and the links, nothing else. */
function toHtml(text: string, links: NonNullable<OutgoingMail['links']>): string {
  const paragraphs = escaped(text)
    .trim()
    .split(/\n{2,}/)
    .map((each) => `<p>${each.replace(/\n/g, '<br>\n')}</p>`)
  const anchors = links.map(({ label, href }) => `<a href="${escaped(href)}">${escaped(label)}</a>`)
  const below = anchors.length > 0 ? [`<p>${anchors.join('<br>\n')}</p>`] : []
  return `<!doctype html>\n<html><body>\n${[...paragraphs, ...below].join('\n')}\n</body></html>\n`
}
