import type { BeforeAfter } from '../../../domain/support/change-case.js'
import type { Asker, Done } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import type { Change } from '../reply.js'
import { caseActions } from './case-actions.js'
import { statusText } from './case-table.js'

/** A change of a case as it is answered: before → after, the buttons, and an undo that puts back all that it changed. */
export function changedReply(
  asker: Asker,
  change: BeforeAfter,
  { headline, changes = [], notes = [] }: { headline: string; changes?: readonly Change[]; notes?: readonly string[] },
): Done {
  const { before, after } = change
  refuseOthers(asker, 'case.write', before)
  return {
    headline,
    changes: [...statusChange(change), ...changes],
    notes,
    actions: caseActions(asker, after),
    undo: { command: 'case restore', args: { case: after.ref }, versions: { [after.id]: after.version } },
    data: {
      ref: after.ref,
      status: after.status,
      closedAs: after.closedAs,
      priority: after.priority,
      dueAt: after.dueAt?.toISOString() ?? null,
      version: after.version,
    },
  }
}

const statusChange = ({ before, after }: BeforeAfter): Change[] =>
  before.status === after.status ? [] : [{ label: 'Status', before: statusText(before), after: statusText(after) }]
