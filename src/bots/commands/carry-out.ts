import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import { bulkWorkspace, noteWorkspace } from '../../db/sql-workspace.js'
import {
  loadPendingActions,
  type PendingAction,
  savePendingActions,
  usePendingAction,
} from '../../domain/people/pending-action-store.js'
import { type RememberedChoice, rememberChoices } from '../../domain/people/remembered-choice-store.js'
import { refused } from '../../lib/errors.js'
import { CANCEL, LASTING, makeAction, storeActions } from './actions.js'
import { misreadAnswer, UNSTORED } from './answers.js'
import { Misread } from './ask/misread.js'
import { orProposed } from './ask/propose.js'
import type { Begun } from './begin-reading.js'
import type { ConsequentialCommand, Done, Preview, ReversibleCommand } from './define-command.js'
import { withFiles } from './files.js'
import { withoutOpeners } from './openers.js'
import type { Order } from './order.js'
import { againOf, type Repeat } from './repeat.js'
import type { Action, Reply } from './reply.js'
import type { Answer } from './request.js'
import { keptValues } from './resolve-args.js'
import type { Session } from './session.js'
import { refuseStale } from './stale.js'

/** Does what was ordered, as its risk demands: read, done at once with an Undo, or shown first and done on confirmation. */
export async function carryOut(session: Session, order: Order, begun?: Begun): Promise<Answer> {
  const { command, action } = order
  if (command.risk === 'read') return look(session, order, begun?.reply ?? command.run(session.context, order.args))
  const ready = { ...session, context: await withFiles(session.context) }
  if (action?.purpose === 'confirm') return confirmed(ready, command, order)
  const first = await shownFirst(ready, command, order)
  return first ? preview(ready, order, first) : change(ready, command, order)
}

/** Words of the asker's own language may turn out wrong only when they are read: then the answer is which, with what could stand there. */
async function look(session: Session, order: Order, said: Promise<Reply>): Promise<Answer> {
  try {
    const answered = withNotes(await said, order.notes)
    const reply = session.deps.opensRows ? withoutOpeners(session.deps.catalog, answered) : answered
    return await withStoredActions(
      session,
      { ok: true, reply },
      { repeat: againOf(session, order, reply), chosen: order.chosen },
    )
  } catch (thrown) {
    if (!(thrown instanceof Misread)) throw thrown
    const answer = misreadAnswer(thrown)
    const { question } = thrown
    return withStoredActions(session, question === undefined ? answer : await orProposed(session, answer, question))
  }
}

type ToStore = { repeat?: Repeat | undefined; chosen?: readonly RememberedChoice[] }

/** Stores what an answer's buttons stand for, and what was chosen on the way; a question and a refusal have buttons as well. */
export async function withStoredActions(
  session: Session,
  asked: Answer,
  { repeat, chosen = [] }: ToStore = {},
): Promise<Answer> {
  const { db, scope, now } = session.context
  const given = { ...asked, ...(repeat && { again: repeat.again }) }
  const { reply, rows: buttons } = storeActions(given.reply, db.ids, now)
  const rows = [...buttons, ...(repeat?.row ? [repeat.row] : [])]
  if (rows.length + chosen.length > 0)
    await noteWorkspace(db, scope, async (note) => {
      await Promise.all([
        rows.length > 0 && loadPendingActions(note, rows, { isUnhurried: given.ok }),
        chosen.length > 0 && rememberChoices(note, db.ids, chosen),
      ])
    })
  if (given.opensForm !== UNSTORED) return { ...given, reply }
  const form = reply.actions?.find((action) => 'form' in action.do)?.id
  return { ok: given.ok, reply, ...(form === undefined ? {} : { opensForm: form }) }
}

const withNotes = (reply: Reply, notes: readonly string[]): Reply => {
  if (notes.length === 0) return reply
  return { ...reply, notes: [...(reply.notes ?? []), sentence(notes.join('; '))] }
}

const sentence = (words: string): string => `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`

/** One transaction: the action is used up, the versions hold, the change is made and its buttons stored – or none of it. */
async function change(session: Session, command: Changing, order: Order): Promise<Answer> {
  const { context } = session
  return inWorkspace(context.db, context.scope, async (tx) => {
    if (order.action) await useAction(tx, session, order.action, order.args)
    const done = await command.run(context, order.args, tx)
    const { reply, rows } = finished(session, done, order)
    await savePendingActions(tx, rows)
    return { ok: done.asks !== true, reply }
  })
}

async function useAction(
  tx: Tx,
  session: Session,
  action: NonNullable<Order['action']>,
  args: Order['args'],
): Promise<void> {
  // Undo and confirmation are dropped by others' clicks as well: whoever comes second is told, and nothing is done twice.
  if (!(await usePendingAction(tx, action.id))) throw refused('Somebody was faster: this has been done already.')
  const what = action.purpose === 'undo' ? 'This undo' : 'This button'
  await refuseStale(tx, action.versions, { context: session.context, args, what })
}

function finished(session: Session, done: Done, order: Order): { reply: Reply; rows: PendingAction[] } {
  const { db, scope, now } = session.context
  const { undo, asks: _, ...said } = done
  const stored = storeActions(withNotes(said, order.notes), db.ids, now)
  const reply: Reply = { ...stored.reply, ...(scope.reference && { reference: scope.reference }) }
  if (!undo) return { reply, rows: [...stored.rows, ...lasting(session, done, order)] }
  const row = makeAction({ purpose: 'undo', ...undo, values: undo.args, headline: said.headline }, db.ids, now)
  const button: Action = { label: 'Undo', typed: 'undo', do: { command: undo.command, args: undo.args }, id: row.id }
  return { reply: { ...reply, actions: [...(reply.actions ?? []), button] }, rows: [...stored.rows, row] }
}

/** So that *undo* does not pass over this change to the one before; what was taken back is passed over. */
function lasting({ context: { db, now } }: Session, { asks, headline }: Done, { action }: Order): PendingAction[] {
  if (asks || action?.purpose === 'undo') return []
  return [makeAction({ purpose: 'undo', command: LASTING, values: {}, headline }, db.ids, now)]
}

type Changing = ReversibleCommand | ConsequentialCommand

/** What has to be confirmed before it is done; undefined where that is nothing. */
const shownFirst = async ({ context }: Session, command: Changing, { args }: Order): Promise<Preview | undefined> =>
  command.risk === 'consequential' ? command.preview(context, args) : command.first?.(context, args)

/** Shows what would be done. The confirmation is bound to exactly this, and good for half an hour. */
async function preview(session: Session, order: Order, first: Preview): Promise<Answer> {
  const { db, scope, now } = session.context
  const { command } = order
  const { confirmLabel, hash, versions, keeps, ...shown } = first
  const confirm = makeAction(
    {
      purpose: 'confirm',
      command: command.name,
      values: keptValues({ ...order.args, ...keeps }),
      versions,
      previewHash: hash,
    },
    db.ids,
    now,
  )
  const { entered } = order
  const dropped = { action: confirm.id, ...(entered && { form: command.name, entered }) }
  const cancel = makeAction({ purpose: 'cancel', command: CANCEL, values: dropped }, db.ids, now)
  const given = { command: command.name, args: order.args }
  const buttons: Action[] = [
    { label: confirmLabel, style: 'primary', do: given, id: confirm.id },
    { label: 'Cancel', do: { command: CANCEL, args: {} }, id: cancel.id },
  ]
  const stored = storeActions(withNotes(shown, order.notes), db.ids, now)
  await bulkWorkspace(db, scope, (bulk) => loadPendingActions(bulk, [...stored.rows, confirm, cancel]))
  const reply: Reply = { ...stored.reply, actions: [...buttons, ...(stored.reply.actions ?? [])] }
  return { ok: true, reply, confirm: confirm.id }
}

/** Confirms only what was shown: were the preview different by now, the new one is shown instead. */
async function confirmed(session: Session, command: Changing, order: Order): Promise<Answer> {
  const now = await shownFirst(session, command, order)
  if (!now || now.hash === order.action?.previewHash) return change(session, command, order)
  const again = await preview(session, order, now)
  const text = ['This changed since it was shown. Nothing was done; this is how it is now.', again.reply.text]
  return { ...again, ok: false, reply: { ...again.reply, text: text.filter(Boolean).join('\n') } }
}
