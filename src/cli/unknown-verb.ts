import type { Command } from '../bots/commands/define-command.js'
import { findCommand } from '../bots/commands/grammar/find-command.js'
import { nearest } from '../bots/commands/grammar/nearest.js'
import { tokenize } from '../bots/commands/grammar/tokenize.js'
import { UsageError } from './define-verb.js'
import type { Outline, VerbOutline } from './outline.js'
import { familyOf, wordsOf } from './parse-line.js'

/**
 * What to say of a line that begins with no verb: how to give it where it is a command (`deal list`), else the nearest verb with the
 * rest of the line as it was typed, else which there are.
 */
export function unknownVerb(known: Outline, argv: readonly string[]): UsageError {
  const { verbs } = known
  const words = wordsOf(argv)
  const [first = '', second] = words
  const family = familyOf(verbs, first)
  const ofFamily = family.length > 0
  if (ofFamily && second === undefined)
    return new UsageError(`daybook ${first} needs one more word: ${namesOf(family)}.`)
  // To find a command takes no more of it than its outline has.
  const commands = new Map(known.commands.map((each) => [each.name, each as Command]))
  const near = nearestVerb(ofFamily ? family : verbs, words)
  const typed = lineWords(argv, first)
  const text = typed.map(quoted).join(' ')
  // `staff list` is what it is, and no slip for `staff link`.
  if (commands.has(`${first} ${second}`) || (!near && findCommand(tokenize(text), commands).kind === 'command'))
    return new UsageError(
      `"${text}" is a command, not a verb. Give it like this: daybook run ${shellQuoted(text)}${after(argv, typed)}`,
    )
  const unknown = `daybook has no "${ofFamily ? `${first} ${second}` : first}".`
  if (!near) return new UsageError(`${unknown} It has: ${namesOf(ofFamily ? family : verbs)}.`)
  const rest = words.slice(near.name.split(' ').length).map(quoted)
  return new UsageError(`${unknown} Did you mean: daybook ${[near.name, ...rest].join(' ')}`)
}

const namesOf = (verbs: readonly VerbOutline[]): string => verbs.map(({ name }) => name).join(', ')

/** Another word for it (`status`); else two words are compared with verbs of two, one with verbs of one: `mial sync`, `doktor`. */
function nearestVerb(verbs: readonly VerbOutline[], words: readonly string[]): VerbOutline | undefined {
  const meant = verbs.find((verb) => verb.words?.includes(words[0] ?? ''))
  if (meant) return meant
  for (const count of [2, 1]) {
    const names = verbs.map(({ name }) => name).filter((name) => name.split(' ').length === count)
    const near = words.length < count ? undefined : nearest(words.slice(0, count).join(' '), names)
    if (near) return verbs.find(({ name }) => name === near)
  }
  return undefined
}

/** From the first word to the first option after it. */
function lineWords(argv: readonly string[], first: string): string[] {
  const from = argv.slice(argv.indexOf(first))
  const end = from.findIndex((word) => word.startsWith('-'))
  return end === -1 ? from : from.slice(0, end)
}

/** The options that follow: `--as ann@acme.example`. */
function after(argv: readonly string[], typed: readonly string[]): string {
  const rest = argv.slice(argv.indexOf(typed[0] ?? '') + typed.length)
  return rest.length > 0 ? ` ${rest.map(quoted).join(' ')}` : ''
}

/** The shell took the quotes off. */
const quoted = (word: string): string => (/\s/.test(word) ? `"${word}"` : word)

const shellQuoted = (text: string): string => (text.includes('"') ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`)
