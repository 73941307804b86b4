import type { SignalButton } from './define-signal.js'

type Shown = 'company' | 'contact' | 'deal' | 'payment' | 'thread'

export const show = (kind: Shown, ref: string): SignalButton => ({
  label: `Show ${ref}`,
  command: `${kind} show`,
  args: { [kind]: ref },
  typed: `${kind} show ${ref}`,
})

export const logCall = (ref: string): SignalButton => ({
  label: 'Log a call…',
  command: 'log call',
  args: { record: ref },
  form: true,
  typed: `log call ${ref}`,
})

export const newTask = (ref: string): SignalButton => ({
  label: 'Task…',
  command: 'task new',
  args: { about: ref },
  form: true,
  typed: 'task new',
})

export const primary = (button: SignalButton): SignalButton => ({ ...button, style: 'primary' })
