import type { TaskRow } from '../../../domain/close/close-store.js'
import type { Action } from '../reply.js'
import { doneButton } from './mine.js'

/** More than a handful of buttons is not read; the others are done by `close mine`. */
const DONE_BUTTONS = 6

/**
 * The buttons of a reminder: Done for each that can be ticked; what else there is to say of one, once, which asks for the task
 * where there are several.
 */
export function reminderButtons(tasks: readonly TaskRow[]): Action[] {
  const ticked = tasks.filter(({ checkName, state }) => checkName === null && state !== 'blocked')
  const [only] = tasks
  if (!only) return [ALL]
  const args = tasks.length === 1 ? { task: only.ref } : {}
  const snooze: Action =
    tasks.length === 1
      ? { label: 'Snooze', do: { command: 'close snooze', args }, typed: `close snooze ${only.ref}` }
      : { label: 'Snooze…', do: { form: 'close snooze', args } }
  return [
    ...ticked.slice(0, DONE_BUTTONS).map(doneButton),
    snooze,
    { label: 'Not mine…', do: { form: 'close not-mine', args } },
    ...(ticked.length > DONE_BUTTONS ? [ALL] : []),
  ]
}

const ALL: Action = { label: 'All that is mine', do: { command: 'close mine', args: {} }, typed: 'close mine' }
