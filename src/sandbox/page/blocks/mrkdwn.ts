import { get as emojiByName } from 'node-emoji'

/** One piece of a line of Slack's mrkdwn. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'user' | 'channel'; id: string; label: string | undefined }
  | { kind: 'broadcast'; name: string }
  | { kind: 'date'; seconds: number; format: string; fallback: string }

/** A run of lines: plain text, a quote, or preformatted text. */
export type Passage = { kind: 'text' | 'quote'; inlines: Inline[] } | { kind: 'pre'; text: string }

const emphasis: Record<string, 'bold' | 'italic' | 'strike'> = { '*': 'bold', _: 'italic', '~': 'strike' }
const wordCharacter = /[\p{L}\p{N}]/u
const bareUrl = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"\]]/
const emojiName = /^:([a-z0-9_+-]{1,60}):/

/**
 * Reads Slack's mrkdwn. Unlike CommonMark it has no headings, lists or images, `*` is bold, and every newline counts;
 * whatever isn't well-formed markup stays as the text that was typed.
 */
export function parseMrkdwn(source: string): Passage[] {
  return source.split('```').flatMap((part, index, parts) => {
    const isFenced = index % 2 === 1 && index < parts.length - 1
    if (isFenced) return [{ kind: 'pre' as const, text: unescape(part.replace(/^\n/, '').replace(/\n$/, '')) }]
    const isUnclosed = index % 2 === 1
    const text = isUnclosed ? '```' + part : trimAroundFences(part, index, parts.length)
    return text === '' ? [] : splitQuotes(text)
  })
}

function trimAroundFences(part: string, index: number, count: number): string {
  const afterFence = index > 0 ? part.replace(/^\n/, '') : part
  return index < count - 1 ? afterFence.replace(/\n$/, '') : afterFence
}

function splitQuotes(text: string): Passage[] {
  const runs: { kind: 'text' | 'quote'; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const quoted = /^(?:>|&gt;) ?/.exec(line)
    const kind = quoted ? 'quote' : 'text'
    const last = runs.at(-1)
    const content = quoted ? line.slice(quoted[0].length) : line
    if (last?.kind === kind) last.lines.push(content)
    else runs.push({ kind, lines: [content] })
  }
  return runs.map((run) => ({ kind: run.kind, inlines: parseInline(run.lines.join('\n')) }))
}

/** Reads one run of text; newlines stay in the text pieces. */
export function parseInline(source: string): Inline[] {
  const pieces: Inline[] = []
  let plain = ''
  const push = (piece: Inline) => {
    if (plain !== '') pieces.push({ kind: 'text', text: unescape(plain) })
    plain = ''
    pieces.push(piece)
  }

  let at = 0
  while (at < source.length) {
    const found = readMarkup(source, at)
    if (found) {
      push(found.piece)
      at = found.end
    } else {
      plain += source[at]
      at += 1
    }
  }
  if (plain !== '') pieces.push({ kind: 'text', text: unescape(plain) })
  return pieces
}

type Found = { piece: Inline; end: number }

function readMarkup(source: string, at: number): Found | undefined {
  const character = source[at] ?? ''
  if (character === '`') return readCode(source, at)
  if (character === '<') return readReference(source, at)
  if (character === ':') return readEmoji(source, at)
  if (character === 'h') return readBareUrl(source, at)
  const kind = emphasis[character]
  return kind ? readEmphasis(source, at, character, kind) : undefined
}

function readCode(source: string, at: number): Found | undefined {
  const close = source.indexOf('`', at + 1)
  if (close <= at + 1) return undefined
  const text = source.slice(at + 1, close)
  return text.includes('\n') ? undefined : { piece: { kind: 'code', text: unescape(text) }, end: close + 1 }
}

function readEmoji(source: string, at: number): Found | undefined {
  const match = emojiName.exec(source.slice(at, at + 64))
  const emoji = match?.[1] ? emojiByName(match[1]) : undefined
  return match && emoji ? { piece: { kind: 'text', text: emoji }, end: at + match[0].length } : undefined
}

function readBareUrl(source: string, at: number): Found | undefined {
  if (at > 0 && wordCharacter.test(source[at - 1] ?? '')) return undefined
  const match = bareUrl.exec(source.slice(at))
  if (!match) return undefined
  const href = unescape(match[0])
  return { piece: { kind: 'link', href, children: [{ kind: 'text', text: href }] }, end: at + match[0].length }
}

/** Emphasis opens after a non-word character and closes before one, so that `2*3*4` and `snake_case` stay as they are. */
function readEmphasis(source: string, at: number, mark: string, kind: 'bold' | 'italic' | 'strike'): Found | undefined {
  if (wordCharacter.test(source[at - 1] ?? '') || /[\s]/.test(source[at + 1] ?? ' ')) return undefined
  const close = findClosingMark(source, at + 1, mark)
  if (close === undefined) return undefined
  return { piece: { kind, children: parseInline(source.slice(at + 1, close)) }, end: close + 1 }
}

function findClosingMark(source: string, from: number, mark: string): number | undefined {
  for (let at = from; at < source.length && source[at] !== '\n'; at += 1) {
    if (source[at] === '<' || source[at] === '`') {
      const close = source.indexOf(source[at] === '<' ? '>' : '`', at + 1)
      if (close > at) at = close
    } else if (source[at] === mark && at > from) {
      const closes = !/\s/.test(source[at - 1] ?? '') && !wordCharacter.test(source[at + 1] ?? '')
      if (closes) return at
    }
  }
  return undefined
}

/** `<@U1>`, `<#C1|name>`, `<!here>`, `<!date^…>` and `<url|label>`. */
function readReference(source: string, at: number): Found | undefined {
  const close = source.indexOf('>', at)
  if (close < 0) return undefined
  const body = source.slice(at + 1, close)
  if (body === '' || body.includes('\n')) return undefined
  const piece = toReference(body)
  return piece && { piece, end: close + 1 }
}

function toReference(body: string): Inline | undefined {
  const bar = body.indexOf('|')
  const target = bar < 0 ? body : body.slice(0, bar)
  const label = bar < 0 ? undefined : body.slice(bar + 1)
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label: label && unescape(label) }
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label: label && unescape(label) }
  if (target.startsWith('!date^')) return toDate(target, label)
  if (target.startsWith('!subteam^')) return { kind: 'broadcast', name: (label ?? target.slice(9)).replace(/^@/, '') }
  if (target.startsWith('!')) return { kind: 'broadcast', name: target.slice(1) }
  if (!/^(https?:|mailto:|tel:)/i.test(target)) return undefined
  const href = unescape(target)
  const children = label ? parseInline(label) : [{ kind: 'text' as const, text: href.replace(/^mailto:/, '') }]
  return { kind: 'link', href, children }
}

function toDate(target: string, fallback: string | undefined): Inline | undefined {
  const [, seconds, format] = target.split('^')
  if (!seconds || !/^\d+$/.test(seconds) || !format) return undefined
  return { kind: 'date', seconds: Number(seconds), format, fallback: unescape(fallback ?? '') }
}

/** Slack escapes exactly these three characters. */
export function unescape(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'))
}
