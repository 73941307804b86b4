import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import libmime from 'libmime'
import libqp from 'libqp'
import type { Leaf } from './mime-walk.js'

/** Of the body in its transfer encoding (RFC 2045 §6) the bytes. `text` is the mail read as latin1. */
export function leafBytes(text: string, leaf: Leaf): Buffer {
  const body = text.slice(leaf.from, leaf.to)
  if (leaf.encoding === 'base64') return Buffer.from(body, 'base64')
  return leaf.encoding === 'quoted-printable' ? libqp.decode(body) : Buffer.from(body, 'latin1')
}

/** Single-byte charsets, where no two decoders disagree; the others are the thorough reader's. */
const SIMPLE_CHARSET = /^(?:iso-8859-(?:1|2|15)|windows-125[0-2])$/

/** Charsets that iconv-lite lacks and the thorough reader has: their bytes are all ASCII, so that nothing else tells them. */
const STATEFUL = /^iso-2022-jp/

/** The text of a text part, lines ended by `\n`; null when its charset is out of the ordinary. */
export function leafText(text: string, leaf: Leaf): string | null {
  const charset = (leaf.params['charset'] || 'utf-8').toLowerCase()
  const decode = decoderOf(charset)
  if (decode === null) return null
  const bytes = unfold(leafBytes(text, leaf), leaf)
  return decode(bytes).replaceAll('\r\n', '\n')
}

function decoderOf(charset: string): ((bytes: Buffer) => string) | null {
  if (['ascii', 'usascii', 'utf8'].includes(charset.replace(/[^a-z0-9]+/g, ''))) return asUtf8
  if (SIMPLE_CHARSET.test(charset)) return (bytes) => iconv.decode(bytes, libmime.normalizeCharset(charset))
  return STATEFUL.test(charset) || iconv.encodingExists(libmime.normalizeCharset(charset)) ? null : asUtf8
}

/** UTF-8, or what a program that did not say so mostly means by bytes that are none. */
const asUtf8 = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString() : iconv.decode(bytes, 'windows-1252'))

/** `format=flowed` (RFC 3676): soft line ends go. */
function unfold(bytes: Buffer, { contentType, params }: Leaf): Buffer {
  if (contentType !== 'text/plain' || params['format']?.toLowerCase().trim() !== 'flowed') return bytes
  const joined = params['delsp']?.toLowerCase().trim() === 'yes'
  return Buffer.from(libmime.decodeFlowed(bytes.toString('latin1'), joined), 'latin1')
}
