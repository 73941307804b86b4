import { inWorkspace } from '../../db/in-workspace.js'
import { usePendingAction } from '../../domain/people/pending-action-store.js'
import { limited, refused, toAppError } from '../../lib/errors.js'
import { failure, formAction } from './answers.js'
import { orProposed } from './ask/propose.js'
import { beginReading } from './begin-reading.js'
import { carryOut, withStoredActions } from './carry-out.js'
import type { Answer, Deps, Input, Request, Who } from './request.js'
import { newReference, type Session, withSession } from './session.js'
import { type Dropped, takeOrder } from './take-order.js'

/**
 * Answers one request, whatever it is: typed words, a click, a form. Never throws: a refusal, a wrong word and a fault are
 * answers too (`ok: false`), each with a sentence. The asker's permission is checked before anything is looked up.
 */
export async function dispatch(deps: Deps, { who, input }: Request): Promise<Answer> {
  return caught(deps, who, async () => {
    if (deps.pace?.take(who.staffId) === false) throw limited(TOO_OFTEN)
    const { session, taken, begun } = await withSession(forInput(deps, input), who, async (session, read) => {
      const taken = await takeOrder(session, read, input)
      return {
        session,
        taken,
        begun: 'order' in taken ? await beginReading(session.context, taken.order, read) : undefined,
      }
    })
    if ('order' in taken) return carryOut(session, taken.order, begun)
    if ('cancel' in taken) return cancel(session, taken.cancel)
    const { answer, unread } = taken
    return withStoredActions(session, unread === undefined ? answer : await orProposed(session, answer, unread))
  })
}

const TOO_OFTEN = 'That is more in a minute than I answer one person. Nothing was done; ask again in a moment.'

/** A language model is asked about what somebody typed to us, and about nothing that came another way. */
const forInput = ({ model, ...deps }: Deps, input: Input): Deps =>
  model && 'text' in input && !input.exact ? { ...deps, model } : deps

/** Turns whatever is thrown into an answer, and logs it under a reference that the person is given. */
export async function caught<T>(deps: Deps, who: Who, work: () => Promise<T>): Promise<T | Answer> {
  try {
    return await work()
  } catch (thrown) {
    const log = deps.db.log.child({ workspaceId: who.workspaceId, staffId: who.staffId, via: who.via })
    return failure({ log, reference: newReference(deps.db.ids.next()) }, toAppError(thrown))
  }
}

/** Drops a preview: its confirmation is used up without having done anything. What a form was filled with is not lost. */
async function cancel(session: Session, { id, confirm, form }: Dropped): Promise<Answer> {
  const { db, scope } = session.context
  await inWorkspace(db, scope, async (tx) => {
    if (!(await usePendingAction(tx, confirm))) throw refused('Too late: this was confirmed or cancelled before.')
    await usePendingAction(tx, id)
  })
  const actions = form && [formAction(form.command, form.entered)]
  const reply = { headline: 'Cancelled. Nothing was done.', ...(actions && { actions }) }
  return withStoredActions(session, { ok: true, reply })
}
