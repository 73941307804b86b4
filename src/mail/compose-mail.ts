import { createTransport } from 'nodemailer'
import { invalid } from '../lib/errors.js'
import { escapeHtml } from '../lib/escape-html.js'

export type OutgoingMail = {
  /** Without brackets. */
  messageId: string
  date: Date
  from: { name: string; address: string }
  to: string
  /** Who reads it along. */
  cc?: readonly string[]
  subject: string
  /** Plain text; the HTML part is made from it, unless it is given. */
  text: string
  html?: string
  /** Below the text, in both parts: links with what they say. */
  links?: readonly { label: string; href: string }[]
  /** The mail that this one answers, and what that answered, oldest first; without brackets. */
  answers?: { messageId: string | null; references: readonly string[] }
  /** Where answers go, when not to the sender. */
  replyTo?: string | null
  /** The address of a page where its reader stops such mails; mail programs offer it beside the sender. */
  stop?: string
  /** Nobody confirmed this very mail: says so (RFC 3834 §5), so that no machine answers it. */
  automatic?: boolean
  /** `cid`: shown within the HTML part, which names it so (RFC 2392). */
  attachments?: readonly { filename: string; contentType: string; content: Uint8Array; cid?: string }[]
}

/** The bytes that go over the wire and into the Sent folder, and whom they go to. */
export type ComposedMail = { raw: Buffer; from: string; to: string; cc?: readonly string[]; messageId: string }

/** Makes the mail (RFC 5322, MIME). Same input, same Message-ID and date. Throws `invalid` for what could smuggle in a header. */
export async function composeMail(mail: OutgoingMail): Promise<ComposedMail> {
  const ancestors = mail.answers ? ancestorsOf(mail.answers) : []
  const ids = [mail.messageId, ...ancestors]
  const cc = mail.cc ?? []
  for (const line of [mail.subject, mail.to, mail.from.name, mail.from.address, mail.replyTo ?? '', ...cc, ...ids])
    if (/[\r\n\0]/.test(line)) throw invalid('A subject or address of a mail is one line.')
  for (const address of [mail.to, ...cc, mail.from.address, ...(mail.replyTo ? [mail.replyTo] : [])])
    if (!/^[^\s@<>,;"()]+@[^\s@<>,;"()]+$/.test(address))
      throw invalid(`"${address}" is not an address that mail can be sent to.`)
  // RFC 3834 §5: an answer says so, anything else that nobody wrote by hand is generated.
  const submitted = mail.answers ? 'auto-replied' : 'auto-generated'
  const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await builder.sendMail({
    messageId: `<${mail.messageId}>`,
    // Some relays put an id of their own in its place: answers then still name ours.
    references: [...ancestors, mail.messageId].map((id) => `<${id}>`),
    ...(mail.answers?.messageId ? { inReplyTo: `<${mail.answers.messageId}>` } : {}),
    date: mail.date,
    from: mail.from,
    to: mail.to,
    ...(cc.length > 0 ? { cc: [...cc] } : {}),
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    headers: {
      ...(mail.automatic && { 'Auto-Submitted': submitted, 'X-Auto-Response-Suppress': 'OOF, AutoReply' }),
      ...(mail.stop !== undefined && unsubscribing(mail.stop)),
    },
    subject: mail.subject,
    text: withLinks(mail.text, mail.links ?? []),
    html: mail.html ?? toHtml(mail.text, mail.links ?? []),
    attachments: (mail.attachments ?? []).map((each) => ({
      ...each,
      content: Buffer.from(each.content),
      contentDisposition: each.cid ? ('inline' as const) : ('attachment' as const),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { raw: message as Buffer, from: mail.from.address, to: mail.to, cc, messageId: mail.messageId }
}

/** RFC 2369 §3.2; one press without a page (RFC 8058) wants TLS. `prepared`: an address is not folded. */
const unsubscribing = (href: string) => ({
  'List-Unsubscribe': { prepared: true, value: `<${new URL(href).href}>` },
  ...(href.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
})

/** As RFC 5322 §3.6.4 asks; of a long thread the beginning and the newest, which is what programs join by. */
function ancestorsOf({ messageId, references }: NonNullable<OutgoingMail['answers']>): string[] {
  const all = [...new Set([...references, ...(messageId ? [messageId] : [])])].filter((id) =>
    /^[^\s<>]+@[^\s<>]+$/.test(id),
  )
  return all.length <= MOST_REFERENCES ? all : [...all.slice(0, 1), ...all.slice(1 - MOST_REFERENCES)]
}

const MOST_REFERENCES = 20

const withLinks = (text: string, links: NonNullable<OutgoingMail['links']>): string =>
  links.length === 0
    ? text
    : `${text.trimEnd()}\n\n${links.map(({ label, href }) => `${label}\n${href}`).join('\n\n')}\n`

/** Paragraphs, line breaks and the links, nothing else. */
function toHtml(text: string, links: NonNullable<OutgoingMail['links']>): string {
  const paragraphs = escapeHtml(text)
    .trim()
    .split(/\n{2,}/)
    .map((each) => `<p>${each.replace(/\n/g, '<br>\n')}</p>`)
  const anchors = links.map(({ label, href }) => `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`)
  const below = anchors.length > 0 ? [`<p>${anchors.join('<br>\n')}</p>`] : []
  return `<!doctype html>\n<html><body>\n${[...paragraphs, ...below].join('\n')}\n</body></html>\n`
}
