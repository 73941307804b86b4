import { createReadStream } from 'node:fs'
import { limits } from './limits.js'

/** How From_ lines within mails were escaped: mboxrd puts a `>` before `>*From `, mboxo before `From ` alone. */
export type MboxKind = 'mboxrd' | 'mboxo'

/** A mail of an mbox. `bytes` is null for one beyond the size limit. */
export type MboxMail = {
  bytes: Buffer | null
  sizeBytes: number
  /** Where its From_ line begins, and where the next does. */
  offset: number
  end: number
  /** From the From_ line, where it can be read. */
  arrivedAt: Date | null
}

/** `From sender date`, the date with a time of day: a sentence that begins with "From" is no separator. */
const FROM_LINE = /^From \S.*\d{1,2}:\d{2}/

/**
 * The mails of an mbox file (RFC 4155 and its elder kin), in order, one in memory at a time. A separator is a From_ line at
 * the beginning or after an empty line; the escape of From_ lines within mails is taken off.
 */
export async function* readMbox(file: string, kind: MboxKind = 'mboxrd'): AsyncGenerator<MboxMail> {
  let mail: OpenMail | null = null
  let emptyBefore = true
  for await (const { line, offset } of linesOf(file)) {
    if (emptyBefore && isSeparator(line)) {
      if (mail) yield closed(mail, offset)
      mail = { offset, lines: [], sizeBytes: 0, arrivedAt: dateOf(line), end: offset }
    } else if (mail) {
      const kept = unescaped(line, kind)
      mail.sizeBytes += kept.length
      if (mail.sizeBytes <= limits.messageBytes) mail.lines.push(kept)
      else mail.lines = []
      mail.end = offset + line.length
    }
    emptyBefore = line.length <= 2 && (line[0] === LF || line[0] === CR)
  }
  if (mail) yield closed(mail, mail.end)
}

const LF = 0x0a
const CR = 0x0d
const FROM = Buffer.from('From ')
const GREATER = 0x3e

type OpenMail = { offset: number; end: number; lines: Buffer[]; sizeBytes: number; arrivedAt: Date | null }

const isSeparator = (line: Buffer): boolean =>
  line.subarray(0, FROM.length).equals(FROM) && FROM_LINE.test(line.subarray(0, 300).toString('latin1'))

/** The empty line before the next separator belongs to the mbox, not to the mail. */
function closed({ offset, lines, sizeBytes, arrivedAt }: OpenMail, end: number): MboxMail {
  if (sizeBytes > limits.messageBytes) return { bytes: null, sizeBytes, offset, end, arrivedAt }
  const last = lines.at(-1)
  if (last && last.length <= 2 && (last[0] === LF || last[0] === CR)) lines.pop()
  return { bytes: Buffer.concat(lines), sizeBytes, offset, end, arrivedAt }
}

function unescaped(line: Buffer, kind: MboxKind): Buffer {
  let quotes = 0
  while (line[quotes] === GREATER) quotes += 1
  const escapes = kind === 'mboxrd' ? quotes >= 1 : quotes === 1
  return escapes && line.subarray(quotes, quotes + FROM.length).equals(FROM) ? line.subarray(1) : line
}

/** asctime without a zone is UTC by RFC 4155; what can't be read is null. */
function dateOf(line: Buffer): Date | null {
  const text = /^From \S+\s+(.*\d{4}.*?)\s*$/.exec(line.toString('latin1'))?.[1] ?? ''
  const at = Date.parse(/[+-]\d{4}|GMT|UTC|Z$/.test(text) ? text : `${text} UTC`)
  return Number.isNaN(at) ? null : new Date(at)
}

/** Longer than any line that matters: longer ones come in pieces. */
const LINE_BYTES = 1024 * 1024

/** Lines with their ends and where they begin. */
async function* linesOf(file: string): AsyncGenerator<{ line: Buffer; offset: number }> {
  let rest: Buffer = Buffer.alloc(0)
  let offset = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, at)) {
      yield { line: bytes.subarray(at, end + 1), offset: offset + at }
      at = end + 1
    }
    if (bytes.length - at > LINE_BYTES) {
      yield { line: bytes.subarray(at), offset: offset + at }
      at = bytes.length
    }
    offset += at
    rest = bytes.subarray(at)
  }
  if (rest.length > 0) yield { line: rest, offset }
}
