import { storable } from '../../../lib/text.js'

/** A word or a quoted phrase, with the `key:` that stands right before it. `text` alone says what was meant. */
export type Token = {
  key?: string
  text: string
  quoted: boolean
  /** As typed, key and quotes included, for keeping what was typed. */
  raw: string
}

/** Opening quote → what closes it; phones and languages write them in many ways. */
const QUOTES: Record<string, string> = {
  '"': '"”“',
  '“': '”"',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  "'": "'’",
  '‘': "’'",
}
const LINK = /<(?:[@#!]|mailto:|tel:|https?:)[^<>]{0,500}>/y
const KEY = /([a-z][a-z0-9_-]{0,29}):(?!\/\/)/iy
/** Where keys may lead on to what a record leads to: `company.country:DE`. */
const WAY = /([a-z][a-z0-9_-]{0,29}(?:\.[a-z][a-z0-9_-]{0,29}){0,3}):(?!\/\/)/iy
const SPACE = /\s/

/** Nobody types a command this long; what is longer is cut, so that no text costs much. */
export const LONGEST_COMMAND = 4000

/** Splits what was typed into words. Never fails: a quote that nobody closed runs to the end. */
export function tokenize(typed: string, keys: 'plain' | 'ways' = 'plain'): Token[] {
  const text = clean(typed)
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (SPACE.test(text[at] ?? '')) at += 1
    else {
      const [token, end] = tokenAt(text, at, keys === 'ways' ? WAY : KEY)
      tokens.push(token)
      at = end
    }
  }
  return tokens
}

/** Composed characters, no invisible ones, ordinary spaces; line breaks stay. */
const clean = (typed: string): string =>
  storable(typed.slice(0, LONGEST_COMMAND))
    .normalize('NFC')
    .replace(/[^\P{Cf}\u200c\u200d]|[^\P{Cc}\n\t]/gu, '')
    .replace(/[\p{Zs}\t]/gu, ' ')

function tokenAt(text: string, start: number, keyed: RegExp): [Token, number] {
  keyed.lastIndex = start
  const key = keyed.exec(text)?.[1]
  const from = key === undefined ? start : start + key.length + 1
  const [value, end, quoted] = valueAt(text, from)
  const raw = text.slice(start, end)
  return [key === undefined ? { text: value, quoted, raw } : { key: key.toLowerCase(), text: value, quoted, raw }, end]
}

function valueAt(text: string, start: number): [string, number, boolean] {
  const closing = QUOTES[text[start] ?? '']
  if (closing !== undefined) return quotedAt(text, start, closing)
  LINK.lastIndex = start
  const link = LINK.exec(text)?.[0]
  if (link !== undefined) return [link, start + link.length, false]
  let end = start
  while (end < text.length && !SPACE.test(text[end] ?? '')) end += 1
  return [text.slice(start, end), end, false]
}

/** An apostrophe closes only before a space or the end: 'it's late' is one phrase. */
function quotedAt(text: string, start: number, closing: string): [string, number, boolean] {
  const strict = text[start] === "'" || text[start] === '‘'
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && closing.includes(text[at + 1] ?? ' ')) at += 1
    else if (closing.includes(text[at] ?? ' ') && (!strict || SPACE.test(text[at + 1] ?? ' ')))
      return [unescaped(text.slice(start + 1, at)), at + 1, true]
  }
  return [unescaped(text.slice(start + 1)), text.length, true]
}

const unescaped = (text: string): string => text.replace(/\\(["'“”„«»‘’])/g, '$1').trim()
