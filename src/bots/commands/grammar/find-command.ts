import type { Command } from '../define-command.js'
import { nearest } from './nearest.js'
import { NOUNS, singulars, VERBS } from './nouns.js'
import { type Token, tokenize } from './tokenize.js'

/** The commands that the asker may give, by name: to everyone else the others do not exist. */
export type Vocabulary = ReadonlyMap<string, Command>

export type Found =
  /** `rest` are the words behind noun and verb. */
  | { kind: 'command'; command: Command; rest: readonly Token[] }
  /** `<noun> help`, or a noun alone that has nothing to show by itself. */
  | { kind: 'noun-help'; noun: string }
  /** `help <noun> <verb>`, `<noun> help <verb>`. */
  | { kind: 'verb-help'; command: Command }
  | { kind: 'nothing' }
  /** `corrected` is the whole text with the nearest word in place, everything else as it was typed. */
  | { kind: 'unknown'; what: 'noun' | 'verb' | 'sentence'; word: string; noun?: string; corrected?: string }

/** Finds which command is meant by the first words. */
export function findCommand(typed: readonly Token[], vocabulary: Vocabulary): Found {
  const found = findOnce(typed, vocabulary)
  if (found.kind !== 'unknown' || found.corrected === undefined) return found
  // `deel lsit`: once the noun is right the verb may be wrong as well.
  const again = findOnce(tokenize(found.corrected), vocabulary)
  return again.kind === 'unknown' && again.corrected !== undefined ? { ...found, corrected: again.corrected } : found
}

function findOnce(typed: readonly Token[], vocabulary: Vocabulary): Found {
  const tokens = withoutSlash(typed)
  const [first, second] = tokens
  if (!first) return { kind: 'nothing' }
  const nouns = nounsOf(vocabulary)
  const noun = first.key === undefined ? nounFrom(first.text, nouns) : undefined
  if (noun === undefined) return unknownNoun(first, tokens, nouns, vocabulary)
  if (noun === 'help') return helpFor(tokens, nouns, vocabulary)
  const whole = vocabulary.get(noun)
  const verb = second && second.key === undefined && !second.quoted ? second.text.toLowerCase() : undefined
  if (verb === 'help' || verb === '?') return helpOn(noun, tokens[2], vocabulary)
  const named = verb === undefined ? undefined : verbFrom(noun, verb, vocabulary)
  if (named) return { kind: 'command', command: named, rest: [...saidBesides(named, noun, verb), ...tokens.slice(2)] }
  if (whole) return { kind: 'command', command: whole, rest: tokens.slice(1) }
  const shown = withoutVerb(noun, tokens, vocabulary)
  const other = shown.kind === 'unknown' ? otherNounFor(first.text, noun, nouns) : undefined
  return other ? withoutVerb(other, tokens, vocabulary) : shown
}

const saidBesides = (command: Command, noun: string, verb: string | undefined): Token[] =>
  tokenize(command.aliasSays?.[`${noun} ${verb}`] ?? '')

/** `account Acme` finds the company, also for those who have accounts to list. */
const otherNounFor = (typed: string, noun: string, nouns: ReadonlySet<string>): string | undefined =>
  [...nouns].find(
    (each) => each !== noun && singulars(typed.toLowerCase()).some((word) => NOUNS[each]?.words?.includes(word)),
  )

/** `/deal list`, `/daybook deal list` and `daybook: deal list` are the same words. */
function withoutSlash(tokens: readonly Token[]): readonly Token[] {
  const [first, ...rest] = tokens
  if (!first || first.quoted) return tokens
  if (/^\/?daybook$/i.test(first.text) && first.key === undefined) return withoutSlash(rest)
  if (first.key === 'daybook' && first.text === '') return withoutSlash(rest)
  return first.text.startsWith('/')
    ? [{ ...first, text: first.text.slice(1), raw: first.raw.slice(1) }, ...rest]
    : tokens
}

const nouns = new WeakMap<Vocabulary, ReadonlySet<string>>()

/** Asked several times over the same words, of some four hundred commands. */
export function nounsOf(vocabulary: Vocabulary): ReadonlySet<string> {
  const known = nouns.get(vocabulary)
  if (known) return known
  const found = new Set([...vocabulary.keys()].map((name) => name.split(' ')[0] ?? name))
  nouns.set(vocabulary, found)
  return found
}

export const commandsOf = (noun: string, vocabulary: Vocabulary): Command[] =>
  [...vocabulary.values()].filter((command) => command.name === noun || command.name.startsWith(`${noun} `))

export function nounFrom(typed: string, nouns: ReadonlySet<string>): string | undefined {
  for (const word of singulars(typed.toLowerCase())) {
    if (nouns.has(word)) return word
    for (const noun of nouns) if (NOUNS[noun]?.words?.includes(word)) return noun
  }
  return undefined
}

/** A verb of the noun: itself, a declared alias, another word for it, or the only one that begins so. */
export function verbFrom(noun: string, verb: string, vocabulary: Vocabulary): Command | undefined {
  const exact = vocabulary.get(`${noun} ${verb}`)
  if (exact) return exact
  const commands = commandsOf(noun, vocabulary)
  const alias = commands.find((command) => command.aliases?.includes(`${noun} ${verb}`))
  if (alias) return alias
  const other = commands.find((command) => VERBS[verbOf(command)]?.includes(verb))
  if (other) return other
  const begun = verb.length < 3 ? [] : commands.filter((command) => verbOf(command).startsWith(verb) && !command.hidden)
  return begun.length === 1 ? begun[0] : undefined
}

export const verbOf = (command: Command): string => command.name.split(' ')[1] ?? ''

/** The noun alone, or with something that is no verb: what it shows by itself, a mistyped verb, or a target to show. */
function withoutVerb(noun: string, tokens: readonly Token[], vocabulary: Vocabulary): Found {
  const rest = tokens.slice(1)
  const [word] = rest
  if (!word || word.key !== undefined) {
    const command = bareCommand(noun, vocabulary)
    return command ? { kind: 'command', command, rest } : { kind: 'noun-help', noun }
  }
  const show = vocabulary.get(`${noun} show`) ?? vocabulary.get(`${noun} find`)
  const verbs = commandsOf(noun, vocabulary)
    .filter((command) => !command.hidden)
    .map(verbOf)
  const near = /^[a-z-]+$/.test(word.text) && !word.quoted ? nearest(word.text, verbs) : undefined
  const other = commandsOf(noun, vocabulary).find((command) => command.otherwise)
  if (other && (near === undefined || rest.length > 1)) return { kind: 'command', command: other, rest }
  if (show && near === undefined && looksLikeTarget(word, rest)) return { kind: 'command', command: show, rest }
  const corrected = near && [tokens[0]?.raw ?? noun, near, ...rest.slice(1).map((token) => token.raw)].join(' ')
  return { kind: 'unknown', what: 'verb', word: word.text, noun, ...(corrected && { corrected }) }
}

/** `company Acme` names one; `deal frobnicate DEAL-12 to:won` is a verb that nobody knows. */
const looksLikeTarget = (word: Token, rest: readonly Token[]): boolean =>
  word.quoted || !/^[a-z-]+$/.test(word.text) || rest.length === 1

export function bareCommand(noun: string, vocabulary: Vocabulary): Command | undefined {
  const flagged = commandsOf(noun, vocabulary).find((command) => command.bare)
  return flagged ?? vocabulary.get(`${noun} mine`) ?? vocabulary.get(`${noun} list`)
}

function helpFor(tokens: readonly Token[], nouns: ReadonlySet<string>, vocabulary: Vocabulary): Found {
  const noun = tokens[1] ? nounFrom(tokens[1].text, nouns) : undefined
  const help = vocabulary.get('help')
  if (noun !== undefined && noun !== 'help') return helpOn(noun, tokens[2], vocabulary)
  return help ? { kind: 'command', command: help, rest: [] } : { kind: 'nothing' }
}

/** Of one verb where one is named, else of all that the noun has. */
function helpOn(noun: string, verb: Token | undefined, vocabulary: Vocabulary): Found {
  const command = verb && verbFrom(noun, verb.text.toLowerCase(), vocabulary)
  return command ? { kind: 'verb-help', command } : { kind: 'noun-help', noun }
}

/** What sentences are made of, and no noun mistyped: “what” is not a “vat” gone wrong. */
const IN_SENTENCES =
  /^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|should|would|will|may|has|have|had|thanks?|thank|hi|hello|hey|please|and|but|so|the|an?|i|we|you|they|he|she|it|my|our|your|their|there|any|some|not)(?:['’]s)?$/i

/** `move deal DEAL-12`: verb and noun swapped is the same command; else the nearest noun. */
function unknownNoun(
  first: Token,
  tokens: readonly Token[],
  nouns: ReadonlySet<string>,
  vocabulary: Vocabulary,
): Found {
  const [, second, ...rest] = tokens
  const noun = second && second.key === undefined ? nounFrom(second.text, nouns) : undefined
  const swapped =
    noun !== undefined && first.key === undefined ? verbFrom(noun, first.text.toLowerCase(), vocabulary) : undefined
  if (swapped) return { kind: 'command', command: swapped, rest }
  if (IN_SENTENCES.test(first.text))
    return { kind: 'unknown', what: 'sentence', word: tokens.map(({ raw }) => raw).join(' ') }
  const words = [...nouns].flatMap((each) => [each, ...(NOUNS[each]?.words ?? [])])
  const near = first.key === undefined ? nearest(first.text, words) : undefined
  const corrected = near && [near, ...tokens.slice(1).map((token) => token.raw)].join(' ')
  return { kind: 'unknown', what: 'noun', word: first.raw, ...(corrected && { corrected }) }
}
