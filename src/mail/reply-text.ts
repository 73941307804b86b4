/**
 * What the sender wrote this time: the text without quotes, their introductions, and the signature. Text between or
 * below quotes stays. When nothing is left (a bare forward) the whole text is shown. Never used to decide anything:
 * search and matching read the whole text.
 */
export function replyText(text: string): string {
  const lines = withoutArmour(text).split('\n')
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    if (!MAY_BEGIN_OTHER.test(lines[at] ?? '')) {
      kept.push((lines[at] ?? '').trimEnd())
      continue
    }
    const introduced = introductionLength(lines, at)
    if (introduced > 0) {
      if (!quoteFollows(lines, at + introduced)) break // unquoted history: it runs to the end
      at += introduced - 1
    } else if (startsForwardedHistory(lines, at) || isSignatureMark(lines[at] ?? '') || startsListFooter(lines, at))
      break
    else if (!isQuote(lines[at] ?? '')) kept.push((lines[at] ?? '').trimEnd())
  }
  return (
    withoutClosing(kept)
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim() || text.trim()
  )
}

/**
 * How every line begins that any rule below is about: quotes, signature marks, rules, introductions, repeated headers. Most lines
 * begin with none of it, and this alone is asked of them.
 */
const MAY_BEGIN_OTHER = /^\s*(?:[>*—_-]|(?:On|Am|Den|Le|El|Il|Em|Op|W dniu)\s|(?:From|Von|De|Da|Van|Från|Fra)\s?:)/

/** What a signature by PGP puts around a text (RFC 4880 §7), and a file that was put into it as text (`uuencode`). */
const withoutArmour = (text: string): string =>
  text
    .replace(/^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[\w-]+: .*\n)*\n/m, '')
    .replace(/^-----BEGIN PGP SIGNATURE-----\n[^]*?^-----END PGP SIGNATURE-----$/m, '')
    .replace(/^begin [0-7]{3,4} (.{1,255})\n(?:[\x20-\x60]{1,62}\n)*?`?\nend$/gm, '[$1]')

const isQuote = (line: string): boolean => /^\s{0,3}>/.test(line)

/** RFC 3676 §4.3, and the same without its space, which many programs lose; a dash alone is GitHub's and Apple's. */
const isSignatureMark = (line: string): boolean => /^(--\s*|—\s*)$/.test(line)

/** How a reply introduces what it quotes, in the languages people's mail programs are set to. */
const INTRODUCTIONS = [
  /^\s*On\s.{3,200}\swrote:\s*$/,
  /^\s*On\s.{3,200}>wrote:\s*$/,
  /^\s*(?:Am|Den)\s.{3,200}(?:schrieb|skrev|geschrieben).{0,120}:\s*$/,
  /^\s*Le\s.{3,200}a\sécrit\s?:\s*$/,
  /^\s*El\s.{3,200}escribió:\s*$/,
  /^\s*Il\s.{3,200}ha scritto:\s*$/,
  /^\s*Em\s.{3,200}escreveu:\s*$/,
  /^\s*Op\s.{3,200}(?:schreef|geschreven).{0,120}:\s*$/,
  /^\s*W dniu\s.{3,200}napisał\S*:\s*$/,
]

/** Such an introduction is folded over up to three lines. The number of its lines, 0 when there is none. */
function introductionLength(lines: readonly string[], at: number): number {
  if (!/^\s*(?:On|Am|Den|Le|El|Il|Em|Op|W dniu)\s/.test(lines[at] ?? '')) return 0
  let joined = ''
  for (let count = 1; count <= 3; count++) {
    const line = lines[at + count - 1]
    if (line === undefined || line.trim() === '') return 0
    joined = `${joined} ${line.trim()}`.trim()
    if (INTRODUCTIONS.some((pattern) => pattern.test(joined))) return count
  }
  return 0
}

function quoteFollows(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from, from + 6).find((line) => line.trim() !== '')
  return next !== undefined && isQuote(next)
}

const ORIGINAL =
  /^\s*-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale|Oorspronkelijk bericht)\s*-{2,}\s*$/i
const FIRST_HEADER = /^\s*\**(?:From|Von|De|Da|Van|Från|Fra)\s?:\**\s*\S/
const OTHER_HEADER =
  /^\s*\**(?:Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto|Inviato|A|Oggetto|Verzonden|Aan|Onderwerp)\s?:\**/

/** Outlook quotes by repeating the headers, of which at least two more follow the first. */
function startsForwardedHistory(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  if (ORIGINAL.test(line)) return true
  const next = /^\s*[-_]{5,}\s*$/.test(line) ? nextText(lines, at + 1) : at
  if (!FIRST_HEADER.test(lines[next] ?? '')) return false
  return lines.slice(next + 1, next + 6).filter((each) => OTHER_HEADER.test(each)).length >= 2
}

function nextText(lines: readonly string[], from: number): number {
  const offset = lines.slice(from, from + 4).findIndex((line) => line.trim() !== '')
  return offset < 0 ? from : from + offset
}

/** What list servers add to every mail: a rule, and below it which list it is. */
const startsListFooter = (lines: readonly string[], at: number): boolean =>
  /^_{20,}$/.test(lines[at]?.trimEnd() ?? '') && /\bmailing list\b/i.test(lines[at + 1] ?? '')

/** A few words and no more: a sentence can begin like that. */
const CLOSING =
  /^\s*(?:Sent from (?:my|Outlook|Mail|Yahoo)\b(?: [^\s,]+){0,6}|Get Outlook for \w+.{0,60}|Von meinem \S+ gesendet.{0,20}|Envoyé de mon \S+.{0,20})$/i

/** A name behind a dash by itself; several such lines are a list. */
const isNamedByDash = (lines: readonly string[]): boolean =>
  /^-\p{Lu}[\p{L}.']*(?: \p{Lu}[\p{L}.']*){0,3}$/u.test(lines.at(-1) ?? '') &&
  lines.at(-2)?.trim() === '' &&
  !lines.slice(0, -1).some((line) => line.startsWith('-'))

/** What phones add below the last line, and what people sign by. */
function withoutClosing(lines: readonly string[]): string[] {
  const kept = [...lines]
  const dropBlank = () => {
    while (kept.length > 0 && kept.at(-1)?.trim() === '') kept.pop()
  }
  dropBlank()
  while (kept.length > 1 && (CLOSING.test(kept.at(-1) ?? '') || isNamedByDash(kept))) {
    kept.pop()
    dropBlank()
  }
  return kept
}
