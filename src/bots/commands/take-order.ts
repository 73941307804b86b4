import type { SqlScope } from '../../db/sql-workspace.js'
import { findPendingAction, type StoredAction } from '../../domain/people/pending-action-store.js'
import { refused } from '../../lib/errors.js'
import { storable } from '../../lib/text.js'
import { actionArgs } from './actions.js'
import { notFound, severalMeanings, unknownWord, unsettled, withNeighbour, wrongWords } from './answers.js'
import { followUp } from './ask/follow-up.js'
import { questionIn } from './ask/take-question.js'
import type { Command } from './define-command.js'
import type { FormValues } from './form.js'
import { bindWords } from './grammar/bind-words.js'
import { type Found, findCommand } from './grammar/find-command.js'
import { plainWords } from './grammar/plain-words.js'
import { type Token, tokenize } from './grammar/tokenize.js'
import { helpOn } from './help-reply.js'
import { lastUndo } from './last-undo.js'
import { namedInProse } from './name-mentions.js'
import type { Order } from './order.js'
import type { ArgsOf, Params } from './params.js'
import type { Answer, Input } from './request.js'
import { type Args, type ResolvedArgs, resolveArgs } from './resolve-args.js'
import { resolveContext, type Session } from './session.js'
import { timeFor } from './stale.js'

/** What was asked for, settled – or the answer, where something is left to settle. */
export type Taken =
  | { order: Order }
  | { answer: Answer /** What nothing could be read of, as it was typed. */; unread?: string }
  /** A preview is to be dropped: `confirm` is the action that would confirm it. */
  | { cancel: Dropped }

/** `form`: the one that the preview came from, with what was entered. */
export type Dropped = { id: string; confirm: string; form?: { command: Command; entered: Args } }

export async function takeOrder(session: Session, read: SqlScope, input: Input): Promise<Taken> {
  if ('text' in input) return fromText(session, read, input.text, input)
  if ('action' in input) return fromAction(session, read, input.action)
  const command = session.deps.catalog.commands.get(input.command)
  if (!command) return { answer: unknownWord({ kind: 'unknown', what: 'noun', word: input.command }) }
  return settle(session, read, command, valuesGiven(input.values))
}

/** What a form says: text that can be stored, and nothing of what was left empty or unticked. */
export const valuesGiven = (values: FormValues): Args =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== false && value !== null && value !== '')
      .map(([key, value]) => [key, typeof value === 'string' ? storable(value) : value]),
  )

type HowRead = { exact?: boolean; only?: string }

async function fromText(session: Session, read: SqlScope, text: string, how: HowRead = {}): Promise<Taken> {
  const { exact = false, only } = how
  const tokens = tokenize(text)
  // Looked up among all commands first: one that the asker may not give must not turn into another that begins alike.
  const found = findCommand(tokens, session.deps.catalog.commands)
  const asked = only === undefined ? await questionIn(session, read, found, tokens) : undefined
  if (asked) return settle(session, read, asked.command, { words: asked.words })
  if (found.kind === 'command') {
    const lacking = !session.context.asker.may(found.command.needs)
    if (!lacking || recordTarget(found.command, found.rest, session)) return fromWords(session, read, found)
  }
  const allowed = onlyThat(findCommand(tokens, session.vocabulary), only)
  if (exact) return askedBack(session, tokens, allowed) ?? fromFound(session, read, allowed)
  const followed = allowed.kind === 'unknown' ? await fromFollowUp(session, read, { tokens, text }) : undefined
  if (followed && 'order' in followed) return followed
  const taken =
    (await fromPlainWords(session, read, tokens, allowed)) ?? followed ?? (await fromFound(session, read, allowed))
  const isUnread = allowed.kind === 'unknown' && allowed.corrected === undefined && tokens.length >= SHORTEST_QUESTION
  return isUnread && 'answer' in taken ? { ...taken, unread: text } : taken
}

/** "and in November?": the question before with that in it, which the answer says. */
async function fromFollowUp(
  session: Session,
  read: SqlScope,
  { tokens, text }: { tokens: readonly Token[]; text: string },
): Promise<Taken | undefined> {
  const followed = await followUp(session, read, tokens)
  if (!followed) return undefined
  if ('answer' in followed) return followed.sure ? { answer: followed.answer, unread: text } : undefined
  const taken = await fromFound(session, read, findCommand(tokenize(followed.command), session.vocabulary))
  // What is asked of records says by itself how it was read.
  if (!('order' in taken) || 'ask' in taken.order.command.params) return taken
  return { order: { ...taken.order, notes: [`read as \`${followed.command}\``, ...taken.order.notes] } }
}

/** Of fewer words than these nothing else is tried: they were part of a command. */
const SHORTEST_QUESTION = 3

/** What is found is nothing when it is not the one command that was meant. */
function onlyThat(found: Found, only: string | undefined): Found {
  if (only === undefined || (found.kind === 'command' && found.command.name === only)) return found
  const [noun = '', word = noun] = only.split(' ')
  return { kind: 'unknown', what: 'verb', word, noun }
}

/** What a sentence may mean, as a question. */
function askedBack(session: Session, tokens: readonly Token[], found: Found): Taken | undefined {
  if (found.kind !== 'unknown' || found.what !== 'noun') return undefined
  const meanings = plainWords(tokens, session.vocabulary)
  const [only] = meanings
  if (only === undefined) return undefined
  return { answer: meanings.length > 1 ? severalMeanings(meanings) : unknownWord({ ...found, corrected: only }) }
}

/** "move acme renewal to negotiation": done as the one command it can mean, offered where it can mean several. */
async function fromPlainWords(
  session: Session,
  read: SqlScope,
  tokens: readonly Token[],
  found: Found,
): Promise<Taken | undefined> {
  if (found.kind !== 'unknown' || found.what !== 'noun') return undefined
  const meanings = plainWords(tokens, session.vocabulary)
  const [only] = meanings
  if (only === undefined) return undefined
  if (meanings.length > 1) return { answer: severalMeanings(meanings) }
  const taken = await fromFound(session, read, findCommand(tokenize(only), session.vocabulary))
  return 'order' in taken ? { order: { ...taken.order, notes: [`read as “${only}”`, ...taken.order.notes] } } : taken
}

function recordTarget(command: Command, rest: readonly Token[], session: Session): boolean {
  const bound = bindWords(command, rest, session.reading)
  return (
    bound.ok && Object.entries(command.params).some(([key, param]) => param.type === 'record' && bound.given.has(key))
  )
}

async function fromFound(session: Session, read: SqlScope, found: Found): Promise<Taken> {
  if (found.kind === 'command') return fromWords(session, read, found)
  if (found.kind === 'unknown') return { answer: unknownWord(found) }
  return { answer: { ok: true, reply: helpOn(found, session.vocabulary) } }
}

async function fromWords(session: Session, read: SqlScope, found: Extract<Found, { kind: 'command' }>): Promise<Taken> {
  const bound = bindWords(found.command, found.rest, session.reading)
  if (found.command.name === 'undo') {
    const last = await lastUndo(session, read, bound.ok ? bound.given.get('which') : undefined)
    if (last) return 'answer' in last ? last : fromAction(session, read, last.id)
  }
  if (!bound.ok) return { answer: wrongWords(found.command, bound.problem, bound.corrected) }
  const taken = await settle(session, read, found.command, Object.fromEntries(bound.given))
  return 'answer' in taken ? { ...taken, answer: withNeighbour(taken.answer, found, session.vocabulary) } : taken
}

/** The permission comes first, and lacking it looks like a record that isn't there. */
export async function settle(session: Session, read: SqlScope, command: Command, given: Args): Promise<Taken> {
  if (!session.context.asker.may(command.needs)) return { answer: lacking(session, command, given) }
  const named = await namedInProse(read, command, given)
  const resolved = await resolveArgs(command, named, resolveContext(session, read))
  if (resolved.state !== 'ready') return { answer: unsettled(command, resolved) }
  return { order: orderOf(command, resolved) }
}

/** The one place where what was resolved by a command's parameters is taken for the arguments that they describe. */
export const orderOf = (
  command: Command,
  { args, notes, chosen }: Extract<ResolvedArgs, { state: 'ready' }>,
): Order => ({
  command,
  args: args as ArgsOf<Params>,
  notes,
  chosen,
})

function lacking(session: Session, command: Command, given: Args): Answer {
  const [key, param] = Object.entries(command.params).find(([each, { type }]) => type === 'record' && given[each]) ?? []
  const kind = param?.record && session.deps.catalog.kinds.get(param.record)
  if (!kind || key === undefined) return unknownWord({ kind: 'unknown', what: 'noun', word: command.name })
  const typed = given[key]
  return notFound(command, kind, typeof typed === 'string' ? typed : refOf(typed))
}

const refOf = (record: unknown): string => (record as { ref?: string }).ref ?? ''

/** The same for an id that nobody made, another workspace's, and a button that is not the asker's to press. */
const NOTHING_HERE = 'There is nothing here that you may do with this button.'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A stored action that may be used now. Throws `refused` with the reason. */
export async function getUsableAction(session: Session, read: SqlScope, id: string): Promise<StoredAction> {
  const action = UUID.test(id) ? await findPendingAction(read, id) : null
  if (!action) throw refused(NOTHING_HERE)
  const { commands } = session.deps.catalog
  const command = commands.get(action.command)
  if (!action.command.startsWith('(') && !(command && session.context.asker.may(command.needs)))
    throw refused(NOTHING_HERE)
  const { purpose } = actionArgs(action)
  if (action.usedAt) throw refused(usedSentence(action, purpose, session))
  if (action.expiresAt <= session.context.now)
    throw refused(
      purpose === 'confirm'
        ? 'This preview is too old. Nothing was done; give the command again to see it as it is now.'
        : 'This button is too old. Nothing was done; give the command again.',
    )
  return action
}

function usedSentence(action: StoredAction, purpose: string, session: Session): string {
  const who = action.usedBy === session.context.asker.name ? 'You' : (action.usedBy ?? 'Somebody')
  const did = purpose === 'confirm' ? 'settled' : purpose === 'undo' ? 'took back' : 'did'
  return `${who} ${did} this already ${timeFor(action.usedAt ?? session.context.now, session.context)}.`
}

async function fromAction(session: Session, read: SqlScope, id: string): Promise<Taken> {
  const action = await getUsableAction(session, read, id)
  const { purpose, values, headline } = actionArgs(action)
  // An open form is given by its submission alone, which uses it up (forms.ts).
  if (purpose === 'open-form') throw refused(NOTHING_HERE)
  if (purpose === 'typed') return fromText(session, read, values['text'] as string)
  if (purpose === 'cancel') return { cancel: droppedBy(session, action.id, values) }
  const command = session.deps.catalog.commands.get(action.command)
  if (!command) throw refused(NOTHING_HERE)
  const taken = await settle(session, read, command, values)
  if (!('order' in taken) || purpose === 'form') return taken
  const { versions, previewHash } = action
  const notes = purpose === 'undo' && headline ? [`takes back “${headline}”`] : []
  return { order: { ...taken.order, notes, action: { id: action.id, purpose, versions, previewHash } } }
}

function droppedBy(session: Session, id: string, { action, form, entered }: Args): Dropped {
  const command = session.vocabulary.get(String(form))
  return { id, confirm: String(action), ...(command && { form: { command, entered: entered as Args } }) }
}
