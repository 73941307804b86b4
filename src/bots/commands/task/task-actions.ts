import { seenAs } from '../actions.js'
import type { Asker } from '../define-command.js'
import type { Action } from '../reply.js'

type Subject = { id: string; version: number; ref: string; doneAt: Date | null }

/** The buttons under a task, as it stands. */
export function taskActions(asker: Pick<Asker, 'may'>, task: Subject): Action[] {
  if (!asker.may('task.write')) return []
  if (task.doneAt) return [{ label: 'Reopen', ...typed('task reopen', task) }]
  return [
    { label: 'Done', style: 'primary', ...typed('task done', task) },
    { label: 'Next working day', ...typed('task snooze', task) },
    { label: 'Change…', do: { form: 'task set', args: { task: task.ref } }, typed: `task set ${task.ref}` },
  ]
}

/** The button that stands under lists and reminders alike. */
export const doneButton = (task: Subject & { text: string }): Action => ({
  label: `Done: ${task.text}`,
  ...typed('task done', task),
})

const typed = (command: string, task: Subject) => ({
  do: { command, args: { task: task.ref }, seen: seenAs(task) },
  typed: `${command} ${task.ref}`,
})

/** Begins a task about a record. */
export const newTaskAbout = (ref?: string): Action => ({
  label: ref ? 'Task…' : 'New task…',
  do: { form: 'task new', args: ref ? { about: ref } : {} },
  typed: 'task new',
})
