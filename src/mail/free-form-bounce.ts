import type { Reported } from '../domain/correspondence/bounce.js'
import { isHard } from './bounce-status.js'
import { cleanLine } from './clean-text.js'
import type { RawHeaders } from './message-headers.js'

const ADDRESS = String.raw`[^\s<>(),;:"]+@[^\s<>(),;:"]+`

/** How servers begin what they have to say about an address: Postfix and qmail, Exim, Exchange, Sendmail. */
const ABOUT = [
  new RegExp(String.raw`^\s*<(${ADDRESS})>\s*:?\s*(?:\(.*\))?\s*:?`, 'i'),
  new RegExp(String.raw`^\s{1,8}(${ADDRESS})\s*$`, 'i'),
  new RegExp(String.raw`^\s*(?:<mailto:)?(${ADDRESS})>?\s*(?:\(.*\))?\s+(?:on|\.\.\.)\s`, 'i'),
  new RegExp(String.raw`(?:to|recipient|address|delivery to|an|à)[^\n<]{0,40}<(${ADDRESS})>`, 'i'),
]
/** The lines below an address that speak of it. */
const LINES = 8
const LATE =
  /delayed|will (?:be )?(?:keep|retri)|still (?:be )?(?:trying|retri)|warning: message.{0,40}delayed|not yet been delivered/i

/**
 * Reads a report that says it in words: what a server answered below each address. Text below the enclosed mail does not
 * count, or everyone it was sent to would.
 */
export function freeFormReport(text: string, headers: RawHeaders): Reported[] {
  const failed = (headers.first('x-failed-recipients') ?? '').match(new RegExp(ADDRESS, 'g')) ?? []
  const own = ownWords(text)
  if (LATE.test(own.slice(0, 1500)) && failed.length === 0) return []
  const lines = own.split('\n')
  const found: Reported[] = []
  const spoken = new Set<string>()
  for (const [at, line] of lines.entries()) {
    const address = ABOUT.map((pattern) => pattern.exec(line)?.[1]).find((each) => each !== undefined)
    if (address === undefined || spoken.has(address.toLowerCase())) continue
    spoken.add(address.toLowerCase())
    found.push(reportOf(address, [line, ...linesAbout(lines, at, address)].join('\n')))
  }
  const rest = failed.filter((address) => !spoken.has(address.toLowerCase())).map((address) => reportOf(address, own))
  return [...found.filter(({ said }) => saysNo(said)), ...rest]
}

function ownWords(text: string): string {
  const enclosed =
    /^[ \t>]*-{2,}.*(?:original message|copy of (?:the|your) message|message header|below this line|returned message|undelivered).*$|^(?:Received|Return-Path|DKIM-Signature):\s/im.exec(
      text,
    )
  return enclosed ? text.slice(0, enclosed.index) : text.slice(0, 8000)
}

/** Until a line is about somebody else; a server that folds its words may begin one with the same address again. */
function linesAbout(lines: readonly string[], at: number, address: string): string[] {
  const below = lines.slice(at + 1, at + 1 + LINES)
  const isAnother = (found: string | undefined) => found !== undefined && found.toLowerCase() !== address.toLowerCase()
  const next = below.findIndex((line) => ABOUT.slice(0, 2).some((pattern) => isAnother(pattern.exec(line)?.[1])))
  return next < 0 ? below : below.slice(0, next)
}

function reportOf(address: string, words: string): Reported {
  const status = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1] ?? statusOfReply(words)
  return {
    address,
    status,
    said: cleanLine(words.replace(new RegExp(String.raw`^\s*<${ADDRESS}>:\s*`), ''), 300),
    kind: isHard(status, words) ? 'hard' : 'soft',
  }
}

/** A bare SMTP reply (RFC 5321 §4.2.3): 550 and 553 are about the mailbox, 552 about its room. */
function statusOfReply(words: string): string | null {
  const code = /(?:^|[\s:(#-])([45]\d\d)(?=[\s:-])/.exec(words)?.[1]
  if (code === undefined) return null
  return code === '552' ? '5.2.2' : `${code[0]}.0.0`
}

const saysNo = (said: string): boolean =>
  /\b[45]\.\d+\.\d+\b|[\s:(#-][45]\d\d[\s:-]|fail|unknown|reject|not |no |undeliver|invalid|disabled|full|quota/i.test(
    said,
  )
