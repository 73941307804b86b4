import libmime from 'libmime'
import { remembered } from '../lib/remembered.js'
import { type HeaderBlock, headerValue, readHeaderBlock } from './header-block.js'
import { limits } from './limits.js'

/** A part that holds no others: its headers' meaning, and where its bytes are. */
export type Leaf = {
  contentType: string
  params: Readonly<Record<string, string>>
  disposition: string
  filename: string | undefined
  contentId: string | undefined
  encoding: string
  partId: string | null
  /** Whether it lies within a `multipart/alternative`. */
  alternative: boolean
  from: number
  to: number
}

type Walked = { headers: HeaderBlock; leaves: readonly Leaf[] }

/** Where a header's bytes were no UTF-8. */
const UNREADABLE = /\ufffd/

/** Deeper than this and with more parts the thorough reader looks, which knows every limit. */
const ORDINARY_DEPTH = 8
const ORDINARY_PARTS = 100

/**
 * The parts of an ordinary mail (RFC 2046), read as latin1, without touching what they hold. Null when anything about its
 * structure is unusual – an unclosed multipart, a mail within the mail, a boundary that could be another's – so that there
 * is one careful reader for that, and this one stays simple.
 */
export function walkMime(text: string): Walked | null {
  const leaves: Leaf[] = []
  const headers = walkPart({ text, leaves, from: 0, to: text.length, path: [], boundaries: [], alternative: false })
  return headers && { headers, leaves }
}

type Place = {
  text: string
  leaves: Leaf[]
  from: number
  to: number
  path: readonly number[]
  boundaries: readonly string[]
  alternative: boolean
}

function walkPart(place: Place): HeaderBlock | null {
  const block = readHeaderBlock(place.text, place.from, place.to)
  if (block === null || block.bodyAt - place.from > limits.headerBytes / 8) return null
  const type = structured(headerValue(block, 'content-type'))
  const contentType = type.value.toLowerCase().trim()
  if (contentType.startsWith('message/')) return null
  if (!contentType.startsWith('multipart/')) return addLeaf(place, block, contentType, type)
  const boundary = (type.params['boundary'] ?? '').trimEnd()
  const known = place.boundaries.some((other) => other.startsWith(boundary) || boundary.startsWith(other))
  if (!/^[\x21-\x7e][\x20-\x7e]*$/.test(boundary) || known || place.path.length >= ORDINARY_DEPTH) return null
  const parts = splitBody(place, block.bodyAt, boundary)
  if (parts === null) return null
  const alternative = place.alternative || contentType === 'multipart/alternative'
  const boundaries = [...place.boundaries, boundary]
  for (const [index, { from, to }] of parts.entries()) {
    const path = [...place.path, index + 1]
    if (walkPart({ ...place, from, to, path, boundaries, alternative }) === null) return null
  }
  return block
}

/** The ranges between the delimiter lines; null unless a closing one ends them. */
function splitBody(
  { text, to, leaves }: Place,
  bodyAt: number,
  boundary: string,
): { from: number; to: number }[] | null {
  const parts: { from: number; to: number }[] = []
  const delimiter = `--${boundary}`
  let open: number | null = null
  for (let at = text.indexOf(delimiter, bodyAt); at >= 0 && at < to; at = text.indexOf(delimiter, at + 1)) {
    if (at > bodyAt && text[at - 1] !== '\n') continue
    const after = at + delimiter.length
    const newline = text.indexOf('\n', after)
    const rest = text.slice(after, newline < 0 || newline > to ? to : newline)
    if (!/^(?:--)?[ \t\r]*$/.test(rest)) continue
    if (open !== null) parts.push({ from: open, to: beforeLineEnd(text, open, at) })
    if (rest.startsWith('--')) return open === null || parts.length + leaves.length > ORDINARY_PARTS ? null : parts
    if (newline < 0 || newline >= to) return null
    open = newline + 1
  }
  return null
}

/** The line end before a delimiter is the delimiter's (RFC 2046 §5.1.1). */
function beforeLineEnd(text: string, from: number, at: number): number {
  if (at - 1 < from) return at
  return at - 2 >= from && text[at - 2] === '\r' ? at - 2 : at - 1
}

function addLeaf(place: Place, block: HeaderBlock, contentType: string, type: Structured): HeaderBlock | null {
  const { leaves, to, path, alternative } = place
  const disposition = structured(headerValue(block, 'content-disposition'))
  // Without a type the file's name tells it: rare, and the thorough reader's business.
  if (contentType === '' && (disposition.value !== '' || headerValue(block, 'content-type') !== '')) return null
  const encoding = headerValue(block, 'content-transfer-encoding').toLowerCase()
  if (encoding.includes('(') || !type.readable || !disposition.readable) return null
  leaves.push({
    contentType: contentType || 'text/plain',
    params: type.params,
    disposition: libmime.decodeWords(disposition.value.toLowerCase().trim()),
    filename: nameOf(disposition, 'filename') ?? nameOf(type, 'name'),
    contentId: headerValue(block, 'content-id') || undefined,
    encoding,
    partId: path.length === 0 ? null : path.join('.'),
    alternative,
    from: Math.min(block.bodyAt, to),
    to,
  })
  return block
}

type Structured = {
  value: string
  params: Readonly<Record<string, string>>
  decodedParams: readonly string[]
  readable: boolean
}

/** A value with parameters (RFC 2045 §5.1). Most parts of most mails are declared in the same few words. */
export const structured: (value: string) => Structured = remembered((text) => {
  const { value, params, decodedParams } = libmime.parseHeaderValue(text, { stripComments: true })
  return { value, params, decodedParams, readable: !UNREADABLE.test(JSON.stringify([value, params])) }
})

function nameOf({ params, decodedParams }: Structured, key: string): string | undefined {
  const name = params[key]
  if (!name) return undefined
  return decodedParams.includes(key) ? name : libmime.decodeWords(name)
}
