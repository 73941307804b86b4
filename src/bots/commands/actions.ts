import type { PendingAction, StoredAction } from '../../domain/people/pending-action-store.js'
import type { Ids } from '../../lib/ids.js'
import { fromJson, toJson } from './args-json.js'
import type { Versions } from './define-command.js'
import type { Action, Reply, Seen } from './reply.js'

/** What a stored action is for: it says what a click does. */
export type Purpose =
  /** Gives the command. */
  | 'button'
  /** Opens the command's form. */
  | 'form'
  /** A form that stands open; its submission gives the command once. */
  | 'open-form'
  /** Gives the compensating command of a change. */
  | 'undo'
  /** Confirms a preview. */
  | 'confirm'
  /** Drops a preview; `values.action` is the one that would confirm it. */
  | 'cancel'
  /** Takes `values.text` as typed. */
  | 'typed'

export type ActionArgs = {
  purpose: Purpose
  values: Readonly<Record<string, unknown>>
  headline?: string
  /** Of an open form: what the record had when it was opened. */
  began?: Readonly<Record<string, unknown>>
  /** What the person was told that it has since. */
  told?: Readonly<Record<string, unknown>>
  /** Of a question: the conversation that it was asked in. */
  place?: string
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A preview is soon not what it was; an undo is guarded by versions; other buttons stand in old messages. */
const LIFE: Record<Purpose, number> = {
  button: 30 * DAY,
  form: 30 * DAY,
  'open-form': DAY,
  undo: 7 * DAY,
  confirm: 30 * MINUTE,
  cancel: 30 * MINUTE,
  typed: DAY,
}

/** When a preview that is shown now can't be confirmed any more: as long is the link that confirms it good. */
export const confirmableUntil = (now: Date): Date => new Date(now.getTime() + LIFE.confirm)

export type NewAction = {
  purpose: Purpose
  command: string
  values: Readonly<Record<string, unknown>>
  versions?: Versions
  previewHash?: string
  /** What it takes back, in words. */
  headline?: string
  began?: Readonly<Record<string, unknown>>
  /** Of a question: where it was asked, so that the next one there may follow it. */
  place?: string | undefined
  /** Unless its purpose says how long it is good for. */
  until?: Date
}

export function makeAction(action: NewAction, ids: Ids, now: Date): PendingAction {
  const { purpose, values, headline, began, place } = action
  return {
    id: ids.next(),
    command: action.command,
    args: toJson({ purpose, values, headline, began, place }),
    versions: action.versions ?? {},
    previewHash: action.previewHash ?? null,
    expiresAt: action.until ?? new Date(now.getTime() + LIFE[purpose]),
  }
}

export const actionArgs = (action: StoredAction): ActionArgs => fromJson(action.args) as ActionArgs

/**
 * Gives every button of a reply its id, and the rows to store with it. Buttons that only open an address need none; one that
 * has an id already keeps it.
 */
export function storeActions(reply: Reply, ids: Ids, now: Date): { reply: Reply; rows: PendingAction[] } {
  const rows: PendingAction[] = []
  const actions = reply.actions?.map((action): Action => {
    if (action.id !== undefined || 'url' in action.do) return action
    const row = makeAction(newAction(action.do), ids, now)
    rows.push(row)
    return { ...action, id: row.id }
  })
  return { reply: actions ? { ...reply, actions } : reply, rows }
}

/** Commands nobody declares: what a button does that is no command of its own. */
export const TYPED = '(typed)'
export const CANCEL = '(cancel)'
/** Stands where the Undo of a change would, for a change that has none: no button presses it. */
export const LASTING = '(lasting)'

function newAction(does: Exclude<Action['do'], { url: string }>): NewAction {
  if ('form' in does) return { purpose: 'form', command: does.form, values: does.args }
  if (does.command === TYPED) return { purpose: 'typed', command: TYPED, values: does.args }
  const { command, args: values, confirms, seen = {} } = does
  if (!confirms) return { purpose: 'button', command, values, versions: seen }
  const { hash, versions, until } = confirms
  return { purpose: 'confirm', command, values, previewHash: hash, versions, until }
}

/** The record as a button of a change was shown under it. */
export const seenAs = ({ id, version }: { id: string; version: number }): Seen => ({ [id]: version })

/** A button that takes these words as if they had been typed. */
export const typedAction = (label: string, text: string): Action => ({
  label,
  typed: text,
  do: { command: TYPED, args: { text } },
})
