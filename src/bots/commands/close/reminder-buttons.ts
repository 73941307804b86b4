import type { TaskRow } from '../../../domain/close/close-store.js'
import type { Action } from '../reply.js'
import { doneButton } from './mine.js'

/** More than a handful of buttons is not read; the others are done by `close mine`. */
const DONE_BUTTONS = 6

/**
 * The buttons of a reminder: Done for each that can be ticked; what else there is to say of one, once, which asks for the task
 * where there are several. `others`: what is another's, and late or said not to be theirs.
 */
export function reminderButtons(own: readonly TaskRow[], others: readonly TaskRow[]): Action[] {
  const ticked = own.filter(({ checkName, state }) => checkName === null || state === 'submitted')
  const about = own.length > 0 ? [blocked(own), snooze(own), asked('Not mine…', 'close not-mine', own)] : []
  return [
    ...ticked.slice(0, DONE_BUTTONS).map(doneButton),
    ...about,
    ...(others.length > 0 ? [asked('Reassign…', 'close reassign', others)] : []),
    ...(own.length === 0 || ticked.length > DONE_BUTTONS ? [ALL] : []),
  ]
}

const blocked = (tasks: readonly TaskRow[]): Action => asked('Blocked…', 'close block', tasks)

function snooze(tasks: readonly TaskRow[]): Action {
  const [only, second] = tasks
  if (!only || second) return asked('Snooze…', 'close snooze', tasks)
  return {
    label: 'Snooze',
    do: { command: 'close snooze', args: { task: only.ref } },
    typed: `close snooze ${only.ref}`,
  }
}

/** A form; about the only task where there is one. */
function asked(label: string, form: string, tasks: readonly TaskRow[]): Action {
  const [only, second] = tasks
  return { label, do: { form, args: only && !second ? { task: only.ref } : {} } }
}

const ALL: Action = { label: 'All that is mine', do: { command: 'close mine', args: {} }, typed: 'close mine' }
