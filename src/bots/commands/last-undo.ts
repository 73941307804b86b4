import type { SqlScope } from '../../db/sql-workspace.js'
import { findLastUndo } from '../../domain/people/pending-action-store.js'
import { clip } from '../../lib/text.js'
import { actionArgs, LASTING } from './actions.js'
import type { Answer } from './request.js'
import type { Session } from './session.js'

/** The word behind `undo` with which the last change that can be taken back is meant, whatever was done since. */
export const EARLIER = 'earlier'

/**
 * What `undo` takes back: the asker's last change. Where that one can't be, an earlier one is offered and not taken: who says *undo* right
 * after issuing an invoice does not mean the deal that they moved before it. Null where there is none.
 */
export async function lastUndo(
  { context }: Session,
  read: SqlScope,
  given: string | undefined,
): Promise<{ id: string } | { answer: Answer } | null> {
  const last = await findLastUndo(read, context.asker.id)
  if (last?.command !== LASTING) return last
  const earlier = await findLastUndo(read, context.asker.id, { except: LASTING })
  if (given === EARLIER) return earlier
  const headline = `Your last change can’t be taken back: “${headlineOf(last)}”`
  if (!earlier) return { answer: { ok: false, reply: { headline } } }
  const { command, id } = earlier
  const reply = {
    headline,
    text: `The last one that can: “${headlineOf(earlier)}”`,
    actions: [{ label: 'Take that one back', typed: `undo ${EARLIER}`, do: { command, args: {} }, id }],
  }
  return { answer: { ok: false, reply } }
}

const HEADLINE = 200

const headlineOf = (action: Parameters<typeof actionArgs>[0]): string =>
  clip(actionArgs(action).headline ?? action.command, HEADLINE)
