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
  attachments?: readonly { filename: string; contentType: string; content: Uint8Array }[]
}

/** The bytes that go over the wire and into the Sent folder, and whom they go to. */
export type ComposedMail = { raw: Buffer; from: string; to: string; messageId: string }

/** Makes the mail (RFC 5322, MIME). Same input, same Message-ID and date. Throws `invalid` for what could smuggle in a header. */
export async function composeMail(mail: OutgoingMail): Promise<ComposedMail> {
  for (const line of [mail.subject, mail.to, mail.from.name, mail.from.address, mail.messageId])
    if (/[\r\n\0]/.test(line)) throw invalid('A subject or address of a mail is one line.')
  for (const address of [mail.to, mail.from.address])
    if (!/^[^\s@<>,;"()]+@[^\s@<>,;"()]+$/.test(address))
      throw invalid(`"${address}" is not an address that mail can be sent to.`)
  const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await builder.sendMail({
    messageId: `<${mail.messageId}>`,
    date: mail.date,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: toHtml(mail.text),
    attachments: (mail.attachments ?? []).map((each) => ({ ...each, content: Buffer.from(each.content) })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { raw: message as Buffer, from: mail.from.address, to: mail.to, messageId: mail.messageId }
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Paragraphs and line breaks, nothing else. */
function toHtml(text: string): string {
  const escaped = text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
  const paragraphs = escaped
    .trim()
    .split(/\n{2,}/)
    .map((each) => `<p>${each.replace(/\n/g, '<br>\n')}</p>`)
  return `<!doctype html>\n<html><body>\n${paragraphs.join('\n')}\n</body></html>\n`
}
