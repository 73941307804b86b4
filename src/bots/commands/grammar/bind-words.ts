import { readDays } from '../ask/read-days.js'
import type { Command } from '../define-command.js'
import type { Param, Params } from '../params.js'
import { readDate } from '../values/date.js'
import { readChoice, readMonth } from '../values/plain.js'
import { type ReadingContext, shown } from '../values/reading.js'
import { nearest } from './nearest.js'
import type { Token } from './tokenize.js'

/** What was typed for each parameter, not read yet. */
export type Bound =
  | { ok: true; given: ReadonlyMap<string, string> }
  /** `corrected` are the words behind the command with the nearest key in place. */
  | { ok: false; problem: string; corrected?: string }

type Part = { key: string | undefined; words: Token[] }

/**
 * Gives each word its parameter. What stands without a key is the target; behind a key it goes on with that key's value
 * once the target is there, or as long as a date gets longer by it (`due:next friday`).
 */
export function bindWords(command: Command, tokens: readonly Token[], context: ReadingContext): Bound {
  const target = Object.entries(command.params).find(([, param]) => param.target)?.[0]
  const rest = wordsKey(command.params)
  const parts: Part[] = [{ key: undefined, words: [] }]
  for (const token of tokens) {
    const key = token.key === undefined ? undefined : keyFrom(token.key, command.params)
    if (token.key !== undefined && key === undefined && rest === undefined) return unknownKey(command, token, tokens)
    if (key === undefined) parts.at(-1)?.words.push(token.key === undefined ? token : { ...token, text: token.raw })
    else parts.push({ key, words: token.text === '' ? [] : [token] })
  }
  const given = new Map<string, string>()
  const loose = [...(parts[0]?.words ?? [])]
  const taken = loose.length > 0 || target === undefined
  for (const { key = '', words } of parts.slice(1)) {
    if (given.has(key)) return { ok: false, problem: `${key}: is there twice; say it once.` }
    const own = taken ? words.length : valueLength(command.params[key], words, context)
    given.set(key, joined(words.slice(0, own)))
    loose.push(...words.slice(own))
  }
  return placeLoose(command, loose, given, target, rest, context)
}

/** All that is left goes to the parameter of type `words` (or whose name takes the rest), which may be the target itself. */
const wordsKey = (params: Params): string | undefined =>
  Object.entries(params).find(([, param]) => param.type === 'words' || param.rest)?.[0]

/** A key by its name or label, or the only one that begins so (three letters at least). */
function keyFrom(typed: string, params: Params): string | undefined {
  const keys = Object.keys(params)
  const label = (key: string) => params[key]?.label.toLowerCase().replace(/\s+/g, '-')
  const exact = keys.find((key) => key.toLowerCase() === typed) ?? keys.find((key) => label(key) === typed)
  if (exact !== undefined || typed.length < 3) return exact
  const begun = keys.filter((key) => key.toLowerCase().startsWith(typed))
  return begun.length === 1 ? begun[0] : undefined
}

function unknownKey(command: Command, token: Token, tokens: readonly Token[]): Bound {
  const keys = Object.keys(command.params)
  const near = nearest(token.key ?? '', keys)
  const value = token.raw.slice(token.raw.indexOf(':') + 1)
  const corrected = near && tokens.map((each) => (each === token ? `${near}:${value}` : each.raw)).join(' ')
  const hint = near ? ` Did you mean ${near}:?` : keys.length === 0 ? ' It takes nothing more.' : ''
  const problem = `${command.name} has no ${shown(`${token.key}:`)}.${hint}`
  return corrected === undefined ? { ok: false, problem } : { ok: false, problem, corrected }
}

/** How many of the words behind a key are its value, while the target has not come yet. */
function valueLength(param: Param | undefined, words: readonly Token[], context: ReadingContext): number {
  if (words.length <= 1 || words[0]?.quoted) return Math.min(words.length, 1)
  const readable = (count: number): boolean => {
    const text = joined(words.slice(0, count))
    if (param?.type === 'date') return readDate(text, context, 'end').ok
    if (param?.type === 'month') return readMonth(text, context).ok
    if (param?.type === 'compared') return readDays(text.replace(/^!?[<>=]*/, ''), context).ok
    return param?.type === 'choice' && readChoice(text, param.choices ?? []).ok
  }
  for (let count = Math.min(words.length, 5); count > 1; count -= 1) if (readable(count)) return count
  return 1
}

function placeLoose(
  command: Command,
  loose: readonly Token[],
  given: Map<string, string>,
  target: string | undefined,
  rest: string | undefined,
  context: ReadingContext,
): Bound {
  let left = [...loose]
  if (target !== undefined && target !== rest && left.length > 0 && !given.has(target)) {
    const count = rest === undefined ? left.length : targetLength(command.params[target], left, context)
    given.set(target, joined(left.slice(0, count)))
    left = left.slice(count)
  }
  if (rest !== undefined && left.length > 0) {
    const words = command.params[rest]?.phrases ? left.map(asPhrase) : left
    given.set(rest, joined([...(given.has(rest) ? [asToken(given.get(rest) ?? '')] : []), ...words]))
    left = []
  }
  for (const token of left) {
    const key = namedBy(token, command.params, given)
    if (key === undefined) return { ok: false, problem: surplus(command, token) }
    given.set(key, command.params[key]?.type === 'flag' ? 'yes' : token.text)
  }
  return { ok: true, given }
}

/** `deal note DEAL-12 called them`: with words to follow, an unquoted target is its reference alone, or one word. */
function targetLength(param: Param | undefined, words: readonly Token[], context: ReadingContext): number {
  return param?.type === 'record' ? 1 : valueLength(param, words, context)
}

/** A word that names a flag or a choice by itself: `invoice list overdue`. */
function namedBy(token: Token, params: Params, given: ReadonlyMap<string, string>): string | undefined {
  const word = token.text.toLowerCase()
  const free = Object.entries(params).filter(([key]) => !given.has(key))
  const flag = free.find(([key, param]) => param.type === 'flag' && key.toLowerCase() === word)
  const choice = free.find(
    ([, param]) => param.type === 'choice' && param.choices?.some((each) => each.toLowerCase() === word),
  )
  return (flag ?? choice)?.[0]
}

function surplus(command: Command, token: Token): string {
  const hint =
    Object.keys(command.params).length === 0 ? 'It takes nothing more.' : 'Put a key before it, or leave it out.'
  return `I don't know what ${shown(token.text)} is for in ${command.name}. ${hint}`
}

const joined = (words: readonly Token[]): string => words.map((word) => word.text).join(' ')
/** Quotes around a single word say nothing; around several that they stand together. */
const asPhrase = (token: Token): Token =>
  token.quoted && /\s/.test(token.text) ? { ...token, text: `"${token.text}"` } : token
const asToken = (text: string): Token => ({ text, raw: text, quoted: false })
