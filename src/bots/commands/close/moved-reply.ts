import type { Tx } from '../../../db/in-workspace.js'
import type { TaskState } from '../../../domain/close/close-task.js'
import { STATES } from '../../../domain/close/close-view.js'
import type { CommandContext, Done } from '../define-command.js'
import type { RecordRef } from '../params.js'
import type { Change } from '../reply.js'
import { undoOf } from '../restore.js'

/** What is answered to a task that moved: before → after, with the Undo of all that moved with it. */
export function movedReply(
  context: CommandContext,
  tx: Tx,
  task: RecordRef,
  {
    headline,
    before,
    after,
    changes = [],
  }: { headline: string; before: TaskState; after: TaskState; changes?: Change[] },
): Done {
  return {
    headline: `${task.ref} ${headline}: ${task.title}`,
    changes: [{ label: 'State', before: STATES[before], after: STATES[after] }, ...changes],
    undo: undoOf(context, tx, 'close restore'),
    data: { ref: task.ref, before, after },
  }
}
