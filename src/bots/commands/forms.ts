import { bulkWorkspace, noteWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { loadPendingActions, rewritePendingAction } from '../../domain/people/pending-action-store.js'
import { refused } from '../../lib/errors.js'
import { type ActionArgs, actionArgs, makeAction } from './actions.js'
import { formAction } from './answers.js'
import { toJson } from './args-json.js'
import { carryOut, withStoredActions } from './carry-out.js'
import type { Command } from './define-command.js'
import type { Candidate } from './define-record-kind.js'
import { describeForm, withOptions } from './describe-form.js'
import { caught } from './dispatch.js'
import type { Form, FormOption, FormValues } from './form.js'
import { changedValues, movedSentences, movedSince, targetOf } from './form-changes.js'
import { lookupFor } from './look-up.js'
import { isOptionList, listOptions } from './option-lists.js'
import type { Order } from './order.js'
import type { RecordKind, RecordRef } from './params.js'
import { readParams } from './read-params.js'
import type { Reply } from './reply.js'
import type { Answer, Deps, Who } from './request.js'
import { type Args, type ResolvedArgs, resolveArgs } from './resolve-args.js'
import { candidatesFor, nameOf } from './resolve-record.js'
import { resolveContext, type Session, withSession } from './session.js'
import { getUsableAction, orderOf } from './take-order.js'
import { nothingThere } from './words.js'

/**
 * A form to fill in: of a button that opens one, or of a command with what is known already. The form's `id` is a stored
 * action of its own, so that one button opens as many forms as it is pressed, and each is submitted once.
 */
export async function openForm(
  deps: Deps,
  who: Who,
  from: string | { command: string; values: Args },
): Promise<{ ok: true; form: Form } | { ok: false; reply: Reply }> {
  const opened = await caught(deps, who, () =>
    withSession(deps, who, async (session, read) => {
      const { command, given } = await formSource(session, read, from)
      const said = await whatIsKnown(session, read, command, given)
      const began = await currentOf(session, read, command, said)
      const known = { ...began, ...said }
      const { db, scope, now } = session.context
      const action = makeAction({ purpose: 'open-form', command: command.name, values: known, began }, db.ids, now)
      await bulkWorkspace(db, scope, (bulk) => loadPendingActions(bulk, [action]))
      const form = describeForm(action.id, command, known)
      return { form: await withOptions(form, (list) => listOptions(read, list)) }
    }),
  )
  return 'form' in opened ? { ok: true, form: opened.form } : { ok: false, reply: opened.reply }
}

async function formSource(
  session: Session,
  read: SqlScope,
  from: string | { command: string; values: Args },
): Promise<{ command: Command; given: Args }> {
  const action = typeof from === 'string' ? await getUsableAction(session, read, from) : undefined
  const name = action?.command ?? (from as { command: string }).command
  const command = session.vocabulary.get(name)
  if (!command) throw refused('There is no such form for you.')
  return { command, given: action ? actionArgs(action).values : (from as { values: Args }).values }
}

/** Words that name one record become that record, so that the form shows what it is about; the rest stays as it was typed. */
async function whatIsKnown(session: Session, read: SqlScope, command: Command, given: Args): Promise<Args> {
  const known: Record<string, unknown> = { ...given, ...readParams(command, given, session.reading).values }
  const optional = Object.fromEntries(
    Object.entries(command.params).map(([key, param]) => [key, { ...param, required: false }]),
  )
  for (const key of Object.keys(command.params)) {
    if (command.params[key]?.type !== 'record' || known[key] === undefined) continue
    const only = { ...command, params: { [key]: optional[key] } } as Command
    const resolved = await resolveArgs(only, { [key]: known[key] }, resolveContext(session, read))
    if (resolved.state === 'ready') known[key] = resolved.args[key]
  }
  return known
}

/** A change begins with what the record has now. */
async function currentOf(session: Session, read: SqlScope, command: Command, known: Args): Promise<Args> {
  const record = targetOf(command, known)
  return command.current && record ? command.current(session.context, read, record) : {}
}

type Errors = { errors: Readonly<Record<string, string>> }

/** Gives the form's command with what was entered. Errors are by field, each a sentence; nothing was done then. */
export async function submitForm(
  deps: Deps,
  who: Who,
  formId: string,
  values: FormValues,
): Promise<Errors | { answer: Answer }> {
  const read = await readForm(deps, who, formId, values)
  return 'errors' in read ? read : { answer: await read.carryOut() }
}

/**
 * The same in two: what was entered is read at once, and a face that is waited for says so before the command is carried out, for
 * however long that takes.
 */
export async function readForm(
  deps: Deps,
  who: Who,
  formId: string,
  values: FormValues,
): Promise<Errors | { carryOut(): Promise<Answer> }> {
  const outcome = await caught(deps, who, async () => {
    const { session, taken } = await withSession(deps, who, async (session, read) => ({
      session,
      taken: await takeForm(session, read, formId, values),
    }))
    if ('errors' in taken && taken.keeps) await keepTold(session, formId, taken.keeps)
    return { session, taken }
  })
  if ('reply' in outcome) return { carryOut: async () => outcome }
  const { session, taken } = outcome
  if ('errors' in taken) return { errors: taken.errors }
  if ('answer' in taken) return { carryOut: async () => taken.answer }
  return {
    carryOut: async () => withForm(session, taken.order, await caught(deps, who, () => carryOut(session, taken.order))),
  }
}

/** The form was closed when it was sent: who is refused gets it again as it was filled in, for nothing that they wrote to be lost. */
async function withForm(session: Session, { command, entered }: Order, answer: Answer): Promise<Answer> {
  if (answer.ok || command.risk === 'read' || !entered || answer.reply.actions?.length) return answer
  const reply = { ...answer.reply, actions: [formAction(command, entered)] }
  // What kept the command from being done may keep this from being stored.
  return await withStoredActions(session, { ...answer, reply }).catch(() => answer)
}

const keepTold = ({ context: { db, scope } }: Session, formId: string, keeps: ActionArgs): Promise<void> =>
  noteWorkspace(db, scope, (note) => rewritePendingAction(note, formId, toJson(keeps)))

type TakenForm =
  | { order: Order }
  | { answer: Answer }
  | (Errors & { /** What the form stands for from now on. */ keeps?: ActionArgs })

async function takeForm(session: Session, read: SqlScope, formId: string, values: FormValues): Promise<TakenForm> {
  const action = await getUsableAction(session, read, formId)
  const command = session.vocabulary.get(action.command)
  const args = actionArgs(action)
  const { purpose, values: known, began = {}, told = {} } = args
  if (!command || purpose !== 'open-form') throw refused('There is no such form for you.')
  const { fields } = describeForm(formId, command, known)
  const fixed = Object.fromEntries(Object.entries(known).filter(([key]) => !fields.some((field) => field.key === key)))
  const changed = changedValues(command, fields, began, values)
  const record = targetOf(command, fixed)
  if (command.current && record && Object.keys(changed).length === 0) return { answer: asItWas(record) }
  const resolved = await resolveArgs(command, { ...fixed, ...changed }, resolveContext(session, read))
  if (resolved.state !== 'ready') return { errors: errorsOf(command, resolved) }
  const order = { ...orderOf(command, resolved), entered: { ...fixed, ...changed } }
  if (command.risk === 'read') return { order }
  const given = record && targetOf(command, resolved.args)
  if (!command.current || !given) return { order: { ...order, action: { ...action, purpose } } }
  const now = await currentOf(session, read, command, resolved.args)
  const keys = movedSince(pick(resolved.args, Object.keys(changed)), { known: { ...began, ...told }, now })
  // What moves from here until the change is made is met by version, as under a button.
  const versions = { [given.id]: given.version }
  if (keys.length === 0) return { order: { ...order, action: { ...action, purpose, versions } } }
  const errors = await movedSentences(session.context, read, given, { keys, now })
  return { errors, keeps: { ...args, told: { ...told, ...pick(now, keys) } } }
}

/** What is not there is null, which is kept. */
const pick = (args: Args, keys: readonly string[]): Args =>
  Object.fromEntries(keys.map((key) => [key, args[key] ?? null]))

const asItWas = (record: RecordRef): Answer => ({
  ok: true,
  reply: { headline: `${nameOf(record)} is as it was: nothing was changed in the form.` },
})

function errorsOf(command: Command, resolved: Exclude<ResolvedArgs, { state: 'ready' }>): Record<string, string> {
  switch (resolved.state) {
    case 'problems':
      return { ...resolved.problems }
    case 'missing':
      return Object.fromEntries(resolved.missing.map((key) => [key, `${command.params[key]?.label ?? key} is needed.`]))
    case 'choose': {
      const names = resolved.candidates.map(nameOf).join('; ')
      return { [resolved.key]: `Several ${resolved.kind.many} are called that: ${names}. Give the reference.` }
    }
    case 'not-found':
      return { [resolved.key]: nothingThere(resolved.kind, resolved.words, command) }
  }
}

const OPTIONS = 25

/** Records to choose from while somebody types. `formId` narrows to what fits the form's target. */
export async function searchRecords(
  deps: Deps,
  who: Who,
  { kind: wanted, query, formId }: { kind: RecordKind; query: string; formId?: string | undefined },
): Promise<readonly FormOption[]> {
  const options = await caught(deps, who, () =>
    withSession(deps, who, async (session, read): Promise<readonly FormOption[]> => {
      const kind = deps.catalog.kinds.get(wanted)
      if (!kind || !session.context.asker.may(kind.needs)) return []
      const form = formId === undefined ? undefined : await getUsableAction(session, read, formId)
      const command = form && deps.catalog.commands.get(form.command)
      const lookup = lookupFor(kind, {
        read,
        asker: session.context.asker,
        args: form ? actionArgs(form).values : {},
        ...(command && { command }),
      })
      return (await candidatesFor(kind, lookup, query, OPTIONS)).map(optionOf)
    }),
  )
  return 'reply' in options ? [] : options
}

/** What there is to choose of a list while somebody types into the form that offers it. */
export async function searchOptions(
  deps: Deps,
  who: Who,
  { list, query, formId }: { list: string; query: string; formId: string | undefined },
): Promise<readonly FormOption[]> {
  const options = await caught(deps, who, () =>
    withSession(deps, who, async (session, read): Promise<readonly FormOption[]> => {
      const form = formId === undefined ? undefined : await getUsableAction(session, read, formId)
      const params = Object.values((form && session.vocabulary.get(form.command))?.params ?? {})
      if (!isOptionList(list) || !params.some((param) => param.options === list)) return []
      const typed = query.trim().toLowerCase()
      return (await listOptions(read, list))
        .filter(({ label }) => label.toLowerCase().includes(typed))
        .slice(0, OPTIONS)
    }),
  )
  return 'reply' in options ? [] : options
}

const optionOf = (candidate: Candidate): FormOption => ({ value: candidate.id, label: nameOf(candidate) })
