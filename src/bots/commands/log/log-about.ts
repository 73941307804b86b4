import type { Action } from '../reply.js'

/** Begins a note or a call on a record. */
export const logAbout = (ref: string, kind: 'note' | 'call'): Action => {
  const command = kind === 'note' ? 'log' : 'log call'
  return {
    label: kind === 'note' ? 'Note…' : 'Log a call…',
    do: { form: command, args: { record: ref } },
    typed: `${command} ${ref}`,
  }
}
