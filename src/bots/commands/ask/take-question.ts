import type { SqlScope } from '../../../db/sql-workspace.js'
import { nameKey } from '../../../lib/name-key.js'
import type { Command } from '../define-command.js'
import { type Found, nounFrom, nounsOf, verbFrom } from '../grammar/find-command.js'
import { type Token, tokenize } from '../grammar/tokenize.js'
import type { Session } from '../session.js'
import { recordSets } from './ask-context.js'
import { Sentence } from './in-words/sentence.js'
import { takeSubject } from './in-words/subject-in-words.js'
import { mayBeSpoken, meaningsOf } from './run-words.js'

/** A sentence that asks, and the command that answers it. It only reads, so that whatever it was meant as nothing is done by it. */
type Asked = { command: Command; words: string }

/** The question that a text is, where it is one and no command. */
export async function questionIn(
  session: Session,
  read: SqlScope,
  found: Found,
  typed: readonly Token[],
): Promise<Asked | undefined> {
  const command = session.vocabulary.get('report ask')
  const tokens = /^\/?daybook:?$/i.test(typed[0]?.text ?? '') ? typed.slice(1) : typed
  // Words that set something by its name are a command's.
  if (!command || tokens.length === 0 || tokens.some(({ key }) => key !== undefined)) return undefined
  const words =
    (await spokenReport(session, read, found, tokens)) ??
    ((await isQuestion(session, read, tokens)) ? textOf(tokens) : undefined)
  return words === undefined ? undefined : { command, words }
}

const textOf = (tokens: readonly Token[]): string => tokens.map(({ raw }) => raw).join(' ')

/** "report customers not heard from in 60 days", "report profit last quarter": a sentence that begins like a command does. */
async function spokenReport(
  { context }: Session,
  read: SqlScope,
  found: Found,
  tokens: readonly Token[],
): Promise<string | undefined> {
  if (found.kind !== 'command' || found.rest.length === 0 || !mayBeSpoken(found.command.name)) return undefined
  const words = textOf(tokens.slice(tokens.findIndex(({ text }) => /^reports?$/i.test(text)) + 1))
  const { commands } = await meaningsOf(context, read, words)
  // "report spend on travel" is no `spend-by-supplier`: what is only the beginning of a report's name was a sentence's word.
  const begun = !tokens.some(({ text }) => text.toLowerCase() === found.command.name.split(' ')[1])
  const takesWords = Object.values(found.command.params).some(({ target }) => target)
  return commands.length > 0 || (begun && !takesWords) ? words : undefined
}

/** A sentence of which every word is understood as one question, and that says more than whose or which records. */
async function isQuestion(session: Session, read: SqlScope, tokens: readonly Token[]): Promise<boolean> {
  const begins = beginningOf(session, tokens)
  if (begins === 'command') return false
  const { commands, left, instead } = await meaningsOf(session.context, read, textOf(tokens))
  // "quotes accepted last month" is none for `quote accept` because nobody can answer it.
  if (instead && !(begins === 'noun' && tokens[0] && isOne(tokens[0]))) return true
  // "deals of Zaphod" is no command either: a question's answer says which word was not understood.
  if (commands.length === 0)
    return (
      (begins === 'kinds' && JOINING.test(tokens[1]?.text ?? '')) || (begins === 'sentence' && isPartRead(tokens, left))
    )
  if (ASKING.test(tokens[0]?.text ?? '')) return true
  return commands.some((command) => saysMuch(command) && !(begins !== 'sentence' && isName(command, tokens.slice(1))))
}

/** A sentence of which all but a word or two was read is a question of which it is said which those are, and no mistyped noun. */
const isPartRead = (tokens: readonly Token[], left: string): boolean =>
  tokens.length >= LEAST_WORDS &&
  left !== '' &&
  left.split(' ').length * 2 < tokens.length &&
  takeSubject(new Sentence(textOf(tokens)), recordSets) !== undefined

const LEAST_WORDS = 4

/** Words that begin a question and no command. */
const ASKING = /^(?:what|which|who|whom|whose|how|are|is|was|were|do|did|does|any|when|where|can|should)(?:['’]s)?$/i

/** Words that stand behind kinds of record in a sentence, and are no verb and nobody's name. */
const JOINING =
  /^(?:of|for|from|by|in|with|without|at|on|to|over|above|under|below|between|since|until|per|last|this|next|vs|versus|against|not|that|which|who|we|year|ytd|q[1-4])$/i

type Beginning = 'command' | 'kinds' | 'noun' | 'sentence'

/**
 * How a text begins: with a command's noun and verb, which it is then whatever else can be read of it; with kinds of record; with a
 * noun that more than a name stands behind; or with anything else. Of "new contacts" the verb is one of the records, of "new contact
 * Ann" it is what is to be done.
 */
function beginningOf({ deps: { catalog } }: Session, [first, ...rest]: readonly Token[]): Beginning {
  const [second] = rest
  if (!first || first.quoted || first.text.startsWith('/')) return 'command'
  const nouns = nounsOf(catalog.commands)
  const noun = nounFrom(first.text, nouns)
  const verb = second?.text.toLowerCase() ?? ''
  if (noun === undefined) {
    const about = second && isOne(second) ? nounFrom(second.text, nouns) : undefined
    const swapped = about !== undefined && verbFrom(about, first.text.toLowerCase(), catalog.commands)
    return swapped ? 'command' : 'sentence'
  }
  if (noun === 'report' || catalog.commands.has(noun)) return 'command'
  const whole = `${noun} ${verb}`
  const isNamed = [...catalog.commands.values()].some(({ name, aliases }) => name === whole || aliases?.includes(whole))
  // "invoices paid this month" are some of them, whatever `invoice paid` does; "invoices list all" says that it is a command.
  if (isNamed && (isOne(first) || rest.length === 1 || LISTING.test(verb))) return 'command'
  if (!isOne(first)) return isNamed ? 'noun' : 'kinds'
  const isVerb = !JOINING.test(verb) && verbFrom(noun, verb, catalog.commands) !== undefined
  const says = ({ text }: Token) => JOINING.test(text) || (/s$/i.test(text) && nounFrom(text, nouns) !== undefined)
  return !isVerb && rest.some(says) ? 'noun' : 'command'
}

const LISTING = /^(?:list|show|find|get|mine|all|new|add)$/

const isOne = ({ text }: Token): boolean => !/[^s]s$/i.test(text)

/** Whether a reading is of a report that has a name, or of more than one's own records: "show me my deals" is answered by their list. */
function saysMuch(command: string): boolean {
  const [, name, ...rest] = tokenize(command, 'ways')
  if (!recordSets.has(name?.text ?? '')) return true
  return rest.some(({ key, text }) => (key === undefined ? text === 'count' : text !== 'me'))
}

/** Whether all that a reading says beside its kind of record is one that was named: "companies Acme Ltd" looks for it. */
function isName(command: string, behind: readonly Token[]): boolean {
  const said = nameKey(behind.map(({ text }) => text).join(' '))
  const [, name, ...rest] = tokenize(command, 'ways')
  const set = recordSets.get(name?.text ?? '')
  return rest.some(
    ({ key, text }) =>
      key !== undefined && (key === 'name' || set?.relations[key] !== undefined) && nameKey(text).startsWith(said),
  )
}
