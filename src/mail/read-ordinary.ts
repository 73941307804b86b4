import libmime from 'libmime'
import type { EmailAddress, Headers } from 'mailparser'
import addressparser from 'nodemailer/lib/addressparser'
import type { ParsedAttachment } from '../domain/correspondence/parsed-message.js'
import { remembered } from '../lib/remembered.js'
import { leafBytes, leafText } from './decode-leaf.js'
import { describePart } from './describe-part.js'
import { type HeaderBlock, headerValue, headerValues } from './header-block.js'
import { htmlToText, isLongHtml } from './html-text.js'
import { type Leaf, structured, walkMime } from './mime-walk.js'
import type { ParsedParts } from './parsed-parts.js'

/**
 * Takes an ordinary mail apart as mailparser does, at a tenth of the cost: headers and text are decoded, of files only the
 * length is taken. Null when anything is out of the ordinary; whoever calls this asks mailparser then. `text` is the mail
 * read as latin1.
 */
export function readOrdinary(text: string): ParsedParts | null {
  const walked = walkMime(text)
  const headers = walked && readHeaders(walked.headers)
  if (!walked || !headers) return null
  const content = readLeaves(text, walked.leaves)
  return content && { headers, headerLines: walked.headers.lines, ...content }
}

function readLeaves(text: string, leaves: readonly Leaf[]): Pick<ParsedParts, 'attachments' | 'text'> | null {
  const attachments: ParsedAttachment[] = []
  const texts: { leaf: Leaf; content: string }[] = []
  for (const leaf of leaves) {
    if (!isText(leaf)) attachments.push(describe(text, leaf))
    else {
      const content = leafText(text, leaf)
      if (content === null) return null
      texts.push({ leaf, content })
    }
  }
  const joined = joinTexts(texts)
  return joined === null ? null : { attachments, text: joined }
}

const isText = ({ contentType, disposition }: Leaf): boolean =>
  (contentType === 'text/plain' || contentType === 'text/html') && (disposition === '' || disposition === 'inline')

/** Plain parts as they are; HTML is read where no alternative says the same, or where there is nothing else. */
function joinTexts(texts: readonly { leaf: Leaf; content: string }[]): string | null {
  const html = texts.filter(({ leaf }) => leaf.contentType === 'text/html')
  if (html.some(({ content }) => isLongHtml(content))) return null
  const mixed = html.length < texts.length
  const joined = texts
    .filter(
      ({ leaf, content }) => content !== '' && (leaf.contentType === 'text/plain' || (mixed && !leaf.alternative)),
    )
    .map(({ leaf, content }) => (leaf.contentType === 'text/plain' ? content : htmlToText(content)))
    .join('\n')
  return joined || htmlToText(html.map(({ content }) => content).join('<br/>\n'))
}

function describe(text: string, leaf: Leaf): ParsedAttachment {
  const { contentType, filename, contentId } = leaf
  const told = contentType === 'application/octet-stream' && filename ? libmime.detectMimeType(filename) : contentType
  return describePart({
    filename,
    contentType: told || contentType,
    partId: leaf.partId,
    contentId: contentId?.trim().replace(/^<|>$/g, '').trim(),
    sizeBytes: leafBytes(text, leaf).length,
  })
}

const ADDRESSES = ['from', 'to', 'cc', 'bcc', 'reply-to'] as const
const FIRST_ONLY: ReadonlySet<string> = new Set(['from', 'reply-to'])

/** The headers that are read for their meaning. Null when an address is written in a way that needs more care. */
function readHeaders(block: HeaderBlock): Headers | null {
  const headers: Headers = new Map()
  const subject = libmime.decodeWords(headerValue(block, 'subject'))
  if (subject) headers.set('subject', subject)
  const type = headerValue(block, 'content-type')
  if (type) headers.set('content-type', structured(type))
  for (const role of ADDRESSES) {
    const values = headerValues(block, role)
    const value: EmailAddress[] = []
    for (const each of FIRST_ONLY.has(role) ? values.slice(0, 1) : values) {
      if (NEEDS_CARE.test(each)) return null
      value.push(...addressesIn(each))
    }
    if (value.length > 0) headers.set(role, { value, html: '', text: '' })
  }
  return headers
}

/** The same few people write to each other, and programs spell them the same each time. */
const addressesIn = remembered((value) => addressparser(value).map(decodeNames))

/** Encoded words within the brackets of an address, and domains in Punycode. */
const NEEDS_CARE = /<[^<>]*=\?|@xn--|\?=@/i

const decodeNames = ({ address, name, group }: Parsed): EmailAddress => ({
  ...(address === undefined ? {} : { address }),
  name: libmime.decodeWords((name ?? '').trim()),
  ...(group === undefined ? {} : { group: group.map(decodeNames) }),
})

/** An address, or a group of them (RFC 5322 §3.4). */
type Parsed = { address?: string | undefined; name?: string | undefined; group?: Parsed[] | undefined }
