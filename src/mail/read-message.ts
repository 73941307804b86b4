import { createHash } from 'node:crypto'
import { type AttachmentStream, type Headers, MailParser, type MessageText, type StructuredHeader } from 'mailparser'
import { contentKey, normaliseMessageId, parseReferences } from '../domain/correspondence/message-key.js'
import type { ParsedAttachment, ParsedMessage } from '../domain/correspondence/parsed-message.js'
import { no, ok, type Result } from '../lib/result.js'
import { classifyMessage } from './classify-message.js'
import { cleanLine, cleanText } from './clean-text.js'
import { limits } from './limits.js'
import { type RawHeaders, rawHeaders, sentAtOf } from './message-headers.js'
import { mimeDepth } from './mime-depth.js'
import { readParticipants } from './read-participants.js'
import { replyText } from './reply-text.js'

type Parsed = { headers: Headers; raw: RawHeaders; attachments: ParsedAttachment[]; text: string }

/**
 * Reads the bytes of one mail (RFC 5322, MIME). Never throws for what a mail contains: what can't be read comes back
 * with the reason, a sentence for the list of what was set aside. `arrivedAt` stands in for a missing date.
 */
export async function readMessage(bytes: Buffer, arrivedAt: Date): Promise<Result<ParsedMessage>> {
  if (bytes.length > limits.messageBytes) return no(tooLarge(bytes.length))
  const depth = mimeDepth(bytes, limits.depth)
  if (depth > limits.depth) return no(`its parts lie ${depth} deep within each other, ${limits.depth} are read`)
  try {
    const parsed = await parse(bytes)
    if (!looksLikeMail(parsed.raw)) return no('it is not a mail: it has none of the headers From, To, Subject and Date')
    return ok(toMessage(parsed, bytes, arrivedAt))
  } catch (error) {
    return no(`it cannot be parsed: ${cleanLine(error instanceof Error ? error.message : String(error), 300)}`)
  }
}

/** The reason a message beyond the size limit is set aside; the sync says it without fetching the bytes. */
export const tooLarge = (bytes: number): string =>
  `it has ${Math.ceil(bytes / 1_048_576)} MB, ${limits.messageBytes / 1_048_576} MB are read`

/** Attachment bodies run through the decoder for their size and are dropped: the raw message keeps them. */
function parse(bytes: Buffer): Promise<Parsed> {
  return new Promise((resolve, reject) => {
    const parser = new MailParser({
      checksumAlgo: false,
      skipTextToHtml: true,
      skipImageLinks: true,
      keepDeliveryStatus: true,
      maxHeadSize: limits.headerBytes,
      maxChildNodes: limits.parts,
      maxHtmlLengthToParse: limits.htmlChars,
    })
    const attachments: ParsedAttachment[] = []
    let text = ''
    parser.on('error', reject)
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'text') {
        text = data.text ?? ''
        return
      }
      let sizeBytes = 0
      data.content.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length
      })
      data.content.on('end', () => {
        attachments.push(describe(data, sizeBytes))
        data.release?.()
      })
    })
    parser.on('end', () => {
      const headers = parser.headers || new Map()
      resolve({ headers, raw: rawHeaders(parser.headerLines || []), attachments, text })
    })
    parser.end(bytes)
  })
}

function describe(part: AttachmentStream, sizeBytes: number): ParsedAttachment {
  return {
    filename: cleanLine(part.filename ?? '', 255),
    contentType: cleanLine(part.contentType, 127).toLowerCase() || 'application/octet-stream',
    sizeBytes,
    partPath: part.partId ?? '1',
    contentId: part.cid ? cleanLine(part.cid, 255) : null,
  }
}

const looksLikeMail = (raw: RawHeaders): boolean =>
  ['from', 'to', 'subject', 'date', 'message-id', 'cc', 'bcc'].some((name) => raw.first(name))

function toMessage({ headers, raw, attachments, text }: Parsed, bytes: Buffer, arrivedAt: Date): ParsedMessage {
  const participants = readParticipants(headers)
  const subject = cleanLine(textOf(headers.get('subject')), limits.subjectChars)
  const wholeText = cleanText(text).slice(0, limits.textChars)
  const contentHash = hashContent(raw, bytes)
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
    text: wholeText,
    reply: replyText(wholeText),
    sizeBytes: bytes.length,
    attachments,
  }
}

const ownId = (raw: RawHeaders): string | null => normaliseMessageId(cleanLine(raw.first('message-id') ?? '', 10_000))

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const structured = (value: unknown): StructuredHeader | undefined =>
  typeof value === 'object' && value !== null && 'params' in value ? (value as StructuredHeader) : undefined

/** The headers that people see and the body, line ends alike: what relays and servers add on the way does not count. */
function hashContent(raw: RawHeaders, bytes: Buffer): string {
  const hash = createHash('sha256')
  for (const name of ['from', 'to', 'cc', 'subject', 'date'])
    hash.update(`${name}:${raw.all(name).join('\n').replace(/\s+/g, ' ')}\n`)
  return hash.update(bodyOf(bytes)).digest('hex')
}

function bodyOf(bytes: Buffer): string {
  const text = bytes.toString('latin1').replace(/\r\n?/g, '\n')
  const blank = text.indexOf('\n\n')
  return blank < 0 ? '' : text.slice(blank + 2).trimEnd()
}
