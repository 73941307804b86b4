import type { Member } from '../../../domain/people/staff.js'
import type { SignalButton } from '../../../domain/signals/define-signal.js'
import type { SignalRow } from '../../../domain/signals/signal.js'
import type { Catalog } from '../define-command.js'
import type { Action } from '../reply.js'

/** Whether somebody may give a command at all. */
export const mayGive =
  ({ commands }: Catalog, member: Pick<Member, 'may'> | undefined) =>
  (name: string): boolean => {
    const command = commands.get(name)
    return command !== undefined && (member?.may(command.needs) ?? false)
  }

/** What one can do about an open signal: what it offers and they may, and what one can say of it. */
export const signalActions = (
  row: Pick<SignalRow, 'ref' | 'name' | 'buttons'>,
  may: (command: string) => boolean,
): Action[] => [
  ...row.buttons.filter(({ command }) => may(command)).map(actionOf),
  {
    label: 'Dismiss',
    do: { command: 'signal dismiss', args: { signal: row.ref } },
    typed: `signal dismiss ${row.ref}`,
  },
  whySignal(row),
  muteSignal(row),
]

function actionOf({ label, command, args, form, typed, style }: SignalButton): Action {
  return {
    label,
    ...(style && { style }),
    do: form ? { form: command, args } : { command, args },
    ...(typed && { typed }),
  }
}

export const whySignal = ({ ref }: Pick<SignalRow, 'ref'>): Action => ({
  label: 'Why am I seeing this?',
  do: { command: 'signal why', args: { signal: ref } },
  typed: `signal why ${ref}`,
})

export const muteSignal = ({ name }: Pick<SignalRow, 'name'>): Action => ({
  label: 'Mute these',
  do: { command: 'signal mute', args: { name } },
  typed: `signal mute ${name}`,
})

/** A company that is known by its id: the click looks it up as whoever clicks. */
export const muteCompany = (companyId: string): Action => ({
  label: 'Mute this customer',
  do: {
    command: 'signal mute',
    args: { company: { kind: 'company', id: companyId, ref: companyId, title: '', version: 0 } },
  },
})
