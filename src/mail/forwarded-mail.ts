import { storable } from '../lib/text.js'
import { mailParts } from './mail-parts.js'

/** Beyond so many attached mails it is an archive, which `daybook mail import` takes. */
const MOST_ATTACHED = 50

/** `standsIn`: it has the id of a mail of which it is no more than what a program made of it, without attachments. */
export type ForwardedMail = { bytes: Buffer; standsIn: boolean }

/**
 * The mails that a mail forwards: those attached whole (message/rfc822), else the one that common programs put into the
 * text below its header lines, as far as these can be read. Empty when it forwards nothing that can be told. An inline one
 * has the Message-ID that the forward names, so that it is one with the copies in our mailboxes; where none is named it is
 * known by its content.
 */
export async function forwardedMails(bytes: Buffer): Promise<ForwardedMail[]> {
  const { parts, text } = await mailParts(bytes)
  const attached = parts.filter(({ contentType }) => contentType === 'message/rfc822').slice(0, MOST_ATTACHED)
  if (attached.length > 0) return attached.map(({ content }) => ({ bytes: content, standsIn: false }))
  const id = forwardedId(bytes)
  const inline = inlineForward(text, id)
  return inline === null ? [] : [{ bytes: inline, standsIn: id !== null }]
}

/** A header block, unfolded. */
const headOf = (bytes: Buffer): string =>
  (bytes.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '').replace(/\r?\n[ \t]+/g, ' ')

/** Thunderbird names what it forwards; Gmail, Outlook and Apple Mail write as if they answered it. */
const NAMING = ['x-forwarded-message-id', 'in-reply-to', 'references']

/** The id of the one mail that a forward forwards, or null. */
function forwardedId(bytes: Buffer): string | null {
  const head = headOf(bytes)
  for (const name of NAMING) {
    const value = new RegExp(`^${name}:(.*)$`, 'im').exec(head)?.[1] ?? ''
    const id = /<[^<>\s]+>\s*$/.exec(value)?.[0].trim()
    if (id) return id
  }
  return null
}

/** What programs write above a forwarded mail's header lines. */
const MARKS = [
  /^-{2,}\s*(?:Forwarded message|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado|Messaggio inoltrato)\s*-{2,}$/i,
  /^-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale)\s*-{2,}$/i,
  /^(?:Begin forwarded message|Anfang der weitergeleiteten Nachricht|Début du message réexpédié)\s*:$/i,
  /^_{10,}$/,
]

/** A header line's name in the languages of common programs → the header. */
const NAMES: Readonly<Record<string, string>> = {
  from: 'From',
  von: 'From',
  de: 'From',
  da: 'From',
  to: 'To',
  an: 'To',
  à: 'To',
  para: 'To',
  a: 'To',
  cc: 'Cc',
  kopie: 'Cc',
  date: 'Date',
  sent: 'Date',
  datum: 'Date',
  gesendet: 'Date',
  envoyé: 'Date',
  fecha: 'Date',
  enviado: 'Date',
  data: 'Date',
  inviato: 'Date',
  subject: 'Subject',
  betreff: 'Subject',
  objet: 'Subject',
  asunto: 'Subject',
  oggetto: 'Subject',
}

/** Pure. The mail within the text, as a mail of its own; null when its sender's address can't be read. */
export function inlineForward(text: string, messageId: string | null = null): Buffer | null {
  const lines = storable(text).replace(/\r\n?/g, '\n').split('\n')
  const mark = lines.findIndex((line) => MARKS.some((pattern) => pattern.test(line.trim())))
  if (mark < 0) return null
  const below = lines.slice(mark + 1)
  // Apple's programs quote all of it.
  const quoted = below.find((line) => line.trim() !== '')?.startsWith('>') ?? false
  const plain = quoted ? below.map((line) => line.replace(/^> ?/, '')) : below
  const start = plain.findIndex((line) => line.trim() !== '')
  const headers = new Map<string, string>()
  let at = Math.max(0, start)
  for (; at < plain.length; at++) {
    const [, name = '', value = ''] = /^\s*\*?([\p{L}]{1,12})\s?:\*?\s*(.*)$/u.exec(plain[at] ?? '') ?? []
    const header = NAMES[name.toLowerCase()]
    if (header === undefined) break
    if (!headers.has(header)) headers.set(header, value.replace(/\*/g, '').trim())
  }
  const from = addressesOf(headers.get('From') ?? '')
  if (from.length === 0) return null
  return compose(headers, plain.slice(at).join('\n').trim(), messageId)
}

const ADDRESS = /[^\s<>()[\]:;,"']+@[^\s<>()[\]:;,"']+\.[^\s<>()[\]:;,"']+/g

/** `Ada Lind <ada@acme.com>`, `Ada Lind [mailto:ada@acme.com]`, or the bare address: the addresses alone are sure. */
const addressesOf = (text: string): string[] => [...new Set(text.match(ADDRESS) ?? [])]

const nameBefore = (text: string): string =>
  (/^([^<[\d@]{1,80})[<[]/.exec(text)?.[1] ?? '').replace(/["\\,;:<>()]/g, '').trim()

function compose(headers: ReadonlyMap<string, string>, body: string, messageId: string | null): Buffer {
  const fromText = headers.get('From') ?? ''
  const name = nameBefore(fromText)
  const [from = ''] = addressesOf(fromText)
  const list = (header: string) => addressesOf(headers.get(header) ?? '').join(', ')
  const at = Date.parse((headers.get('Date') ?? '').replace(/\bat\b|\bum\b/g, ' '))
  const fields: [string, string][] = [
    ['From', name ? `${encoded(name)} <${from}>` : from],
    ['To', list('To')],
    ['Cc', list('Cc')],
    ['Subject', encoded(headers.get('Subject') ?? '')],
    ['Date', Number.isNaN(at) ? '' : new Date(at).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', messageId ?? ''],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', '8bit'],
  ]
  const head = fields.filter(([, value]) => value !== '').map(([field, value]) => `${field}: ${value}`)
  return Buffer.from(`${[...head, '', body].join('\n')}\n`.replaceAll('\n', '\r\n'))
}

/** RFC 2047, for anything but plain ASCII. */
const encoded = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
