import { type AppError, errorPolicy } from '../../lib/errors.js'
import { clip } from '../../lib/text.js'
import { typedAction } from './actions.js'
import type { Misread } from './ask/misread.js'
import type { Command } from './define-command.js'
import type { Candidate, RecordKindDeclaration } from './define-record-kind.js'
import { type Found, type Vocabulary, verbFrom } from './grammar/find-command.js'
import type { Action, Reply, Row } from './reply.js'
import type { Answer } from './request.js'
import type { Args, ResolvedArgs } from './resolve-args.js'
import { nameOf } from './resolve-record.js'
import type { Session } from './session.js'
import { shown } from './values/reading.js'
import { asTyped, nothingThere, usageOf } from './words.js'

const no = (reply: Reply): Answer => ({ ok: false, reply })

/** An unknown noun or verb: the nearest, with everything else as it was typed. */
export function unknownWord(found: Extract<Found, { kind: 'unknown' }>): Answer {
  const where = found.noun ? ` for ${found.noun}` : ''
  if (found.what === 'sentence') return notUnderstood(found.word)
  const headline = `I don't know ${found.what === 'verb' ? 'the verb ' : ''}${shown(found.word)}${where}.`
  const help = found.noun ? `${found.noun} help` : 'help'
  const { corrected } = found
  const about = found.what === 'noun' ? { unknown: true as const } : {}
  if (corrected === undefined)
    return {
      ...no({ headline, text: `\`${help}\` shows what there is.`, actions: [typedAction('Help', help)] }),
      ...about,
    }
  return {
    ...no({
      headline: `${headline} Did you mean “${corrected}”?`,
      actions: [typedAction(short(corrected), corrected), typedAction('Help', help)],
    }),
    ...about,
  }
}

/** Neither a question of figures nor a command. */
const notUnderstood = (sentence: string): Answer => ({
  ...no({
    headline: `I don't understand ${shown(clip(sentence, SENTENCE))}.`,
    text: 'Ask for a figure or a list (“revenue last month by customer”, “open deals of Dana”), or give a command: `help` shows what there is.',
    actions: [typedAction('Help', 'help')],
  }),
  unknown: true,
})

const SENTENCE = 120

/** A sentence that several commands could be meant by. */
export const severalMeanings = (meanings: readonly string[]): Answer =>
  no({
    headline: 'Which of these do you mean?',
    actions: meanings.slice(0, 5).map((text) => typedAction(short(text), text)),
  })

/** Something can't be read: which words, why, and the right form. */
export function wrongWords(command: Command, problem: string, corrected?: string): Answer {
  const text = corrected && `${command.name} ${corrected}`
  const actions = text ? [typedAction(short(text), text)] : []
  return no({ headline: problem, text: `\`${usageOf(command)}\``, notes: [`For example: ${command.example}`], actions })
}

/** A word of a question that can't be read: which it is, and a button for each that could stand there. */
export const misreadAnswer = ({ userMessage, line, corrected }: Misread): Answer =>
  no({
    headline: userMessage,
    text: `\`${line}\``,
    actions: corrected.map((text) => typedAction(short(text), text)),
  })

/** What the words did not settle. */
export function unsettled(command: Command, resolved: Exclude<ResolvedArgs, { state: 'ready' }>): Answer {
  switch (resolved.state) {
    case 'problems':
      return badValues(command, resolved.problems, resolved.given)
    case 'missing':
      return missingValues(command, resolved.missing, resolved.given)
    case 'choose':
      return choose(command, resolved.key, resolved.kind, resolved.words, resolved.candidates, resolved.given)
    case 'not-found':
      return notFound(command, resolved.kind, resolved.words, resolved.near, {
        key: resolved.key,
        given: resolved.given,
      })
  }
}

export const formAction = (command: Command, given: Args): Action => ({
  label: 'Open the form',
  do: { form: command.name, args: given },
})

function badValues(command: Command, problems: Readonly<Record<string, string>>, given: Args): Answer {
  const [first = '', ...others] = Object.values(problems)
  const text = [...others, `\`${usageOf(command)}\``].join('\n')
  return no({ headline: first, text, actions: [formAction(command, given)] })
}

function missingValues(command: Command, missing: readonly string[], given: Args): Answer {
  const labels = missing.map((key) => command.params[key]?.label.toLowerCase() ?? key)
  const reply: Reply = {
    headline: `${command.name} needs: ${labels.join(', ')}.`,
    text: `\`${usageOf(command)}\``,
    notes: [`For example: ${command.example}`],
    actions: [formAction(command, given)],
  }
  return { ok: false, reply, opensForm: UNSTORED }
}

/** Until the answer's buttons are stored (carry-out.ts), its form has no id. */
export const UNSTORED = ''

/** Up to five, with what tells them apart, and a button each. */
function choose(
  command: Command,
  key: string,
  kind: RecordKindDeclaration,
  words: string,
  candidates: readonly Candidate[],
  given: Args,
): Answer {
  const actions = candidates.map((candidate) => choice(command, key, candidate, given, words))
  return no({
    headline: `Which ${kind.one} do you mean by ${shown(words)}?`,
    table: candidateTable(kind, candidates),
    actions,
  })
}

/** What is chosen for reading is remembered with the words; a change is asked about each time. */
function choice(command: Command, key: string, candidate: Candidate, given: Args, words: string): Action {
  const { details: _, currency: __, merged: ___, ...record } = candidate
  const args = { ...given, [key]: command.risk === 'read' ? { ...record, said: words } : record }
  return { label: short(nameOf(candidate)), do: { command: command.name, args }, typed: asTyped(command, args) }
}

function candidateTable(kind: RecordKindDeclaration, candidates: readonly Candidate[]): NonNullable<Reply['table']> {
  const details = kind.detailLabels.map((label, index) => ({
    key: `d${index}`,
    label,
    type: typeOf(candidates, index),
  }))
  return {
    columns: [{ key: 'record', label: kind.one, type: 'record' }, ...details],
    rows: candidates.map(
      (candidate): Row => ({
        record: { ref: candidate.ref, title: candidate.title },
        ...Object.fromEntries(candidate.details.map((detail, index) => [`d${index}`, detail])),
      }),
    ),
  }
}

function typeOf(candidates: readonly Candidate[], index: number): 'money' | 'date' | 'text' {
  const cell = candidates
    .map((candidate) => candidate.details[index])
    .find((each) => each !== null && each !== undefined)
  if (typeof cell !== 'object' || cell === null) return 'text'
  return 'money' in cell ? 'money' : 'date' in cell ? 'date' : 'text'
}

/** The same words whether there is no such record, it isn't the asker's to see, or the command isn't the asker's to give. */
export function notFound(
  command: Command,
  kind: RecordKindDeclaration,
  words: string,
  near: readonly Candidate[] = [],
  rest?: { key: string; given: Args },
): Answer {
  const headline = nothingThere(kind, words, command)
  if (near.length === 0 || !rest) {
    const text = kind.searchable ? 'Check the spelling, or look for it with `search`.' : 'Check the spelling.'
    return { ...no({ headline, text }), nowhere: true }
  }
  const actions = near.map((candidate) => choice(command, rest.key, candidate, rest.given, words))
  const reply = { headline: `${headline} Did you mean one of these?`, table: candidateTable(kind, near), actions }
  return { ...no(reply), nowhere: true }
}

/** `invoice show DRAFT-204 trace`: there is none of that name, and its last word is another verb of the noun. */
export function withNeighbour(answer: Answer, found: Extract<Found, { kind: 'command' }>, known: Vocabulary): Answer {
  const last = found.rest.at(-1)
  if (!answer.nowhere || !last || found.rest.length < 2 || last.key !== undefined || last.quoted) return answer
  const [noun = ''] = found.command.name.split(' ')
  const other = verbFrom(noun, last.text.toLowerCase(), known)
  if (!other || other === found.command) return answer
  const typed = [other.name, ...found.rest.slice(0, -1).map(({ raw }) => raw)].join(' ')
  const [missing = ''] = answer.reply.headline.split(' Did you mean')
  return no({
    ...answer.reply,
    headline: `${missing} Did you mean “${typed}”?`,
    actions: [typedAction(short(typed), typed), ...(answer.reply.actions ?? [])],
  })
}

/** A refusal or a fault as a sentence. What nobody foresaw gets a reference, under which the log has all of it. */
export function failure(session: { log: Session['deps']['db']['log']; reference: string }, error: AppError): Answer {
  const { code } = error
  session.log[errorPolicy[code].log](
    { err: error, code, detail: error.detail, reference: session.reference },
    `command answered with "${error.userMessage}"`,
  )
  if (code !== 'internal' && code !== 'unavailable') return no({ headline: error.userMessage })
  return no({ headline: error.userMessage, reference: session.reference })
}

/** Button labels have little room. */
const short = (text: string): string => clip(text, 58)
