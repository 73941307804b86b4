import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/**
 * Mends what a mail's bytes may not be by any standard and often are, so that one reader sees them: line ends that are a CR
 * alone (old archives), and headers in bare 8-bit characters of another charset than UTF-8 (RFC 6532 allows that alone), of
 * which programs before it wrote plenty. `latin1` is the mail read as latin1, and so is the answer; what needs no mending
 * is the same string.
 */
export function mendMail(latin1: string): string {
  const text = latin1.includes('\n') ? latin1 : latin1.replace(/\r/g, '\r\n')
  const headEnd = endOfHead(text)
  const head = text.slice(0, headEnd)
  if (!/[\x80-\xff]/.test(head)) return text
  const charset = charsetOf(head)
  const mended = head.split('\n').map((line) => inUtf8(line, charset))
  return mended.join('\n') + text.slice(headEnd)
}

function endOfHead(text: string): number {
  const found = /\r?\n\r?\n/.exec(text)
  return found ? found.index : text.length
}

/** Programs that write bare 8-bit headers write them in the charset of the body. */
function charsetOf(head: string): string {
  const said = /^content-type:[^\n]*(?:\n[ \t][^\n]*)*?charset="?([\w-]+)/im.exec(head)?.[1] ?? ''
  const useful = iconv.encodingExists(said) && !/^(?:utf-?8|us-ascii|iso-8859-1)$/i.test(said)
  return useful ? said : 'windows-1252'
}

function inUtf8(line: string, charset: string): string {
  const bytes = Buffer.from(line, 'latin1')
  return isUtf8(bytes) ? line : Buffer.from(iconv.decode(bytes, charset)).toString('latin1')
}
