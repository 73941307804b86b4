import { hash } from 'node:crypto'
import type { StructuredHeader } from 'mailparser'
import { contentKey, normaliseMessageId, parseReferences } from '../domain/correspondence/message-key.js'
import type { ParsedMessage } from '../domain/correspondence/parsed-message.js'
import { no, ok, type Result } from '../lib/result.js'
import { lineFeeds } from '../lib/text.js'
import { classifyMessage } from './classify-message.js'
import { cleanLine, cleanText } from './clean-text.js'
import { limits } from './limits.js'
import { mendMail } from './mend-mail.js'
import { type RawHeaders, rawHeaders, sentAtOf } from './message-headers.js'
import { mimeDepth } from './mime-depth.js'
import type { ParsedParts } from './parsed-parts.js'
import { providerThread } from './provider-thread.js'
import { readOrdinary } from './read-ordinary.js'
import { readParticipants } from './read-participants.js'
import { readThoroughly } from './read-thoroughly.js'
import { replyText } from './reply-text.js'

/**
 * Reads the bytes of one mail (RFC 5322, MIME). Never throws for what a mail contains: what can't be read comes back
 * with the reason, a sentence for the list of what was set aside. `arrivedAt` stands in for a missing date.
 */
export async function readMessage(bytes: Buffer, arrivedAt: Date): Promise<Result<ParsedMessage>> {
  if (bytes.length > limits.messageBytes) return no(tooLarge(bytes.length))
  const asSent = bytes.toString('latin1')
  const latin1 = mendMail(asSent)
  try {
    const ordinary = readOrdinary(latin1)
    const mended = latin1 === asSent ? bytes : Buffer.from(latin1, 'latin1')
    const depth = ordinary ? 0 : mimeDepth(mended, limits.depth)
    if (depth > limits.depth) return no(`its parts lie ${depth} deep within each other, ${limits.depth} are read`)
    const parts = ordinary ?? (await readThoroughly(mended))
    const raw = rawHeaders(parts.headerLines)
    if (!looksLikeMail(raw)) return no('it is not a mail: it has none of the headers From, To, Subject and Date')
    const message = toMessage(parts, raw, latin1, arrivedAt)
    const named = message.participants.length
    if (named > limits.participants) return no(`it names ${named} recipients, ${limits.participants} are read`)
    return ok({ ...message, sizeBytes: bytes.length })
  } catch (error) {
    return no(`it cannot be parsed: ${cleanLine(error instanceof Error ? error.message : String(error), 300)}`)
  }
}

/** The reason a message beyond the size limit is set aside; the sync says it without fetching the bytes. */
export const tooLarge = (bytes: number): string =>
  `it has ${Math.ceil(bytes / 1_048_576)} MB, ${limits.messageBytes / 1_048_576} MB are read`

const looksLikeMail = (raw: RawHeaders): boolean =>
  ['from', 'to', 'subject', 'date', 'message-id', 'cc', 'bcc'].some((name) => raw.first(name))

function toMessage(
  parts: ParsedParts,
  raw: RawHeaders,
  latin1: string,
  arrivedAt: Date,
): Omit<ParsedMessage, 'sizeBytes'> {
  const { headers, attachments, text } = parts
  const participants = readParticipants(headers)
  const subject = cleanLine(textOf(headers.get('subject')), limits.subjectChars)
  const wholeText = cleanText(text).slice(0, limits.textChars)
  const contentHash = hashContent(raw, latin1)
  const addresses = new Set(participants.map(({ address }) => address.toLowerCase()))
  const ids = (name: string) => parseReferences(cleanLine(raw.all(name).join(' '), limits.headerBytes), addresses)
  return {
    messageKey: ownId(raw) ?? contentKey(contentHash),
    contentHash,
    subject,
    sentAt: sentAtOf(raw.first('date'), arrivedAt),
    participants,
    references: ids('references'),
    inReplyTo: ids('in-reply-to'),
    class: classifyMessage({
      headers: raw,
      subject,
      fromAddress: participants.find(({ role }) => role === 'from')?.address ?? '',
      reportType: structured(headers.get('content-type'))?.params['report-type']?.toLowerCase(),
      partTypes: attachments.map(({ contentType }) => contentType),
    }),
    providerThread: providerThread(raw),
    text: wholeText,
    reply: replyText(wholeText),
    attachments,
  }
}

const ownId = (raw: RawHeaders): string | null => normaliseMessageId(cleanLine(raw.first('message-id') ?? '', 10_000))

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const structured = (value: unknown): StructuredHeader | undefined =>
  typeof value === 'object' && value !== null && 'params' in value ? (value as StructuredHeader) : undefined

/** The headers that people see and the body, line ends alike: what relays and servers add on the way does not count. */
function hashContent(raw: RawHeaders, latin1: string): string {
  const head = ['from', 'to', 'cc', 'subject', 'date'].map(
    (name) => `${name}:${raw.all(name).join('\n').replace(/\s+/g, ' ')}\n`,
  )
  return hash('sha256', head.join('') + bodyOf(latin1), 'hex')
}

function bodyOf(latin1: string): string {
  const text = lineFeeds(latin1)
  const blank = text.indexOf('\n\n')
  return blank < 0 ? '' : text.slice(blank + 2).trimEnd()
}
