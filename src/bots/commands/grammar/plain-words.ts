import type { Command } from '../define-command.js'
import { readAmountWords } from '../values/amount.js'
import { commandsOf, nounFrom, nounsOf, type Vocabulary, verbFrom } from './find-command.js'
import { type Token, tokenize } from './tokenize.js'

/** Words that carry nothing: how people ask, and articles. */
const FILLERS = new Set(
  'my mine all please pls can could would will you i we want need like to hey hi ok okay let lets me us kindly just daybook the a an our'.split(
    ' ',
  ),
)
const SHOWING = new Set(['show', 'list', 'see', 'give', 'get', 'view'])
/** A sentence longer than this is no command. */
const LONGEST_SENTENCE = 24

/**
 * "move acme renewal to negotiation, 50k" as the commands it may mean, typed as the grammar wants them. One: that is it.
 * Several: the same verb of several nouns. None: these are no plain words, but a mistake.
 */
export function plainWords(tokens: readonly Token[], vocabulary: Vocabulary): string[] {
  if (tokens.length === 0 || tokens.length > LONGEST_SENTENCE || tokens.some((token) => token.key !== undefined))
    return []
  const words = withoutFillers(tokens.flatMap(withoutComma))
  const nouns = nounsOf(vocabulary)
  const [first, ...behind] = words
  const rest = withoutFillers(behind)
  if (!first || first.quoted) return []
  const nounAt = rest.findIndex((word, n) => n < 2 && !word.quoted && nounFrom(word.text, nouns) !== undefined)
  const noun = nounAt < 0 ? undefined : nounFrom(rest[nounAt]?.text ?? '', nouns)
  const verb = first.text.toLowerCase()
  if (noun !== undefined) {
    if (rest.length === 1 && SHOWING.has(verb)) return [noun] // "show me my deals": the noun alone is that
    const command = verbFrom(noun, verb, vocabulary)
    return command
      ? [
          typedFrom(
            command,
            rest.filter((_, n) => n !== nounAt),
          ),
        ]
      : []
  }
  const named = [...nouns].flatMap((each) => exactVerb(each, verb, vocabulary) ?? [])
  return rest.length === 0 ? [] : named.map((command) => typedFrom(command, rest))
}

/** Without a noun only the verb itself counts, of commands that are about a record: a synonym would guess too much. */
function exactVerb(noun: string, verb: string, vocabulary: Vocabulary): Command | undefined {
  const command = commandsOf(noun, vocabulary).find((each) => each.name === `${noun} ${verb}` && !each.hidden)
  return command && Object.values(command.params).some((param) => param.target) ? command : undefined
}

/** `renewal,` is a word and the end of a part; the comma of an amount stays. */
function withoutComma(token: Token): Token[] {
  if (token.quoted) return [token]
  const text = token.text.replace(/[,;.!?]+$/, '')
  return text === '' ? [] : [{ ...token, text, raw: text }]
}

function withoutFillers(words: readonly Token[]): readonly Token[] {
  const start = words.findIndex((word) => word.quoted || !FILLERS.has(word.text.toLowerCase()))
  return start < 0 ? [] : words.slice(start)
}

/** The words behind the verb, with the keys that prepositions and amounts stand for. */
function typedFrom(command: Command, words: readonly Token[]): string {
  const target: string[] = []
  const keyed = new Map<string, string[]>()
  let into = target
  for (const word of words) {
    const lower = word.text.toLowerCase()
    const key = word.quoted ? undefined : Object.keys(command.params).find((each) => each.toLowerCase() === lower)
    const amount = word.quoted ? undefined : amountKey(command, word.text, keyed)
    if (key !== undefined && !command.params[key]?.target && !keyed.has(key)) {
      into = []
      keyed.set(key, into)
    } else if (amount !== undefined) {
      keyed.set(amount, [word.text])
    } else if (word.quoted || !FILLERS.has(lower) || into.length > 0) {
      into.push(word.text)
    }
  }
  const parts = [...keyed].filter(([, value]) => value.length > 0).map(([key, value]) => `${key}:${quoted(value)}`)
  return [command.name, ...(target.length > 0 ? [quoted(target)] : []), ...parts].join(' ')
}

/** The command's only amount, for a word that can be nothing else: it has digits, and a mark or a size. */
function amountKey(command: Command, text: string, taken: ReadonlyMap<string, unknown>): string | undefined {
  const keys = Object.keys(command.params).filter((key) => command.params[key]?.type === 'amount')
  const [only] = keys
  if (only === undefined || keys.length > 1 || taken.has(only) || !/^\D{0,3}\d[\d.,]*\D{0,4}$/.test(text))
    return undefined
  return /[^\d]/.test(text) && readAmountWords(text).ok ? only : undefined
}

const quoted = (words: readonly string[]): string => {
  const text = words.join(' ')
  return tokenize(text).length === 1 && !/["“”]/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`
}
