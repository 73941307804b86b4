import type { Case } from '../../../domain/support/case.js'
import { seenAs } from '../actions.js'
import type { Action } from '../reply.js'

type Subject = Pick<Case, 'id' | 'version' | 'ref' | 'status' | 'ownerId' | 'closedAs'>

/** Who looks: null where it may be anybody, as in a channel. */
type Looker = { id: string | null; may(capability: string): boolean }

/** The buttons under a case: what the looker may do with it as it stands. */
export function caseActions(looker: Looker, one: Subject): Action[] {
  if (!looker.may('case.write')) return []
  if (one.closedAs === 'merged') return [typed('Unmerge', 'case unmerge', one)]
  if (one.status === 'closed') return [typed('Reopen', 'case reopen', one), form('Note…', 'case note', one)]
  return [
    { ...form('Reply…', 'case reply', one), style: 'primary' },
    ...(one.ownerId === null || (looker.id !== null && one.ownerId !== looker.id)
      ? [typed('Assign to me', 'case assign', one)]
      : []),
    form('Assign…', 'case assign', one),
    ...(one.status === 'waiting' ? [] : [typed('Wait', 'case wait', one)]),
    typed('Close', 'case close', one),
    form('Note…', 'case note', one),
    form('Change…', 'case set', one),
  ]
}

export const showCase = ({ ref }: { ref: string }): Action => ({
  label: `Show ${ref}`,
  do: { command: 'case show', args: { case: ref } },
  typed: `case show ${ref}`,
})

const typed = (label: string, command: string, one: Subject): Action => ({
  label,
  do: { command, args: { case: one.ref }, seen: seenAs(one) },
  typed: `${command} ${one.ref}`,
})
const form = (label: string, command: string, { ref }: { ref: string }): Action => ({
  label,
  do: { form: command, args: { case: ref } },
  typed: `${command} ${ref}`,
})
