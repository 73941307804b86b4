import { refused } from '../../lib/errors.js'
import { actionArgs } from './actions.js'
import { caught } from './dispatch.js'
import type { Reply } from './reply.js'
import type { Answer, Deps, Who } from './request.js'
import { withSession } from './session.js'
import { getUsableAction, settle } from './take-order.js'

/** A stored preview as it is now; `changed`: it is not what was shown any more, and confirming it would show it anew. */
export type ShownAgain = { reply: Reply; label: string; changed: boolean }

/**
 * What a confirmation that is still open would do. Does nothing and uses nothing up; one that is used, too old or not the
 * asker's is an answer that says so.
 */
export function showAgain(deps: Deps, who: Who, actionId: string): Promise<ShownAgain | Answer> {
  return caught(deps, who, async (): Promise<ShownAgain | Answer> => {
    const { session, taken, previewHash } = await withSession(deps, who, async (session, read) => {
      const action = await getUsableAction(session, read, actionId)
      const command = session.deps.catalog.commands.get(action.command)
      const { purpose, values } = actionArgs(action)
      if (!command || purpose !== 'confirm') throw refused('There is nothing to confirm here.')
      return { session, taken: await settle(session, read, command, values), previewHash: action.previewHash }
    })
    if ('answer' in taken) return taken.answer
    if (!('order' in taken) || taken.order.command.risk !== 'consequential')
      throw refused('There is nothing to confirm here.')
    const {
      confirmLabel,
      hash,
      versions: _,
      ...reply
    } = await taken.order.command.preview(session.context, taken.order.args)
    return { reply, label: confirmLabel, changed: hash !== previewHash }
  })
}
