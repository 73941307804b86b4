import { lineFeeds } from '../lib/text.js'
import { limits } from './limits.js'

/** Headers that name people beyond the participants (RFC 5322 §3.6.2 and §3.6.6, and what servers add on delivery). */
export const NAMING =
  /^(?:from|to|cc|bcc|reply-to|sender|return-path|errors-to|delivered-to|envelope-to|x-original-to|x-envelope-to|x-forwarded-(?:to|for)|resent-[a-z-]+|disposition-notification-to|return-receipt-to)$/i

/** Every address in the header block that stands where addresses do, as written. Cheap: it reads no MIME. */
export function headerAddresses(bytes: Buffer): string[] {
  const block = lineFeeds(bytes.subarray(0, Math.min(limits.headerBytes, headEnd(bytes))).toString())
  const end = block.indexOf('\n\n')
  const lines = (end < 0 ? block : block.slice(0, end)).replace(/\n[ \t]+/g, ' ').split('\n')
  const found = new Set<string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1 || !NAMING.test(line.slice(0, colon).trim())) continue
    for (const address of addressesIn(line.slice(colon + 1))) found.add(address)
  }
  return [...found]
}

/** The words of a text that have an @ in them. By its gaps: a pattern for addresses looks at a long word once for each of its letters. */
export const addressesIn = (text: string): string[] => text.split(/[\s<>,;:"()[\]]+/).filter((word) => /.@./.test(word))

/** Past the first empty line, so that no body is decoded for its headers. Line ends may be of any kind; others are seen above. */
function headEnd(bytes: Buffer): number {
  for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) {
    const next = bytes[at + 1] === CR ? bytes[at + 2] : bytes[at + 1]
    if (next === LF) return at + 3
  }
  return bytes.length
}

const CR = 13
const LF = 10
