import type { PendingAction } from '../../domain/people/pending-action-store.js'
import { makeAction } from './actions.js'
import { isQuestion } from './ask/follow-up.js'
import { openable, showerOf } from './openers.js'
import type { Order } from './order.js'
import type { RecordRef } from './params.js'
import type { Reply } from './reply.js'
import type { Again } from './request.js'
import type { Session } from './session.js'

/** How a reading command is given again, and the row that has to be stored for it, unless a button gave it already. */
export type Repeat = { again: Again; row?: PendingAction }

/** Undefined for a face that neither turns pages nor shares. */
export function againOf(
  { deps, context }: Session,
  { command, args, action }: Order,
  reply: Reply,
): Repeat | undefined {
  if (!deps.repeats) return undefined
  const { needs, name, params } = command
  const isCard = Object.values(params).some((param) => param.target && param.type === 'record')
  // Mail is private by mailbox: of one thread's card it is known what all may see, of a list of the asker's it is not.
  // A link that opens something is its asker's alone, and dead for everybody else.
  const hasLink = reply.actions?.some((each) => 'url' in each.do) ?? false
  const shareable = needs !== 'self' && (needs !== 'mail.read' || isCard) && !hasLink
  const page = pageOf({ deps, context }, { command, args })
  const opens = openable(deps.catalog, reply)
  const about = { needs, isCard, shareable, ...(opens.length > 0 ? { opens } : {}), ...(page ? { page } : {}) }
  if (action?.purpose === 'button') return { again: { id: action.id, ...about } }
  const place = isQuestion(name) ? deps.place : undefined
  const row = makeAction({ purpose: 'button', command: name, values: args, place }, context.db.ids, context.now)
  return { again: { id: row.id, ...about }, row }
}

/** Where the record of a card has its page. */
function pageOf(
  { deps, context }: Pick<Session, 'deps' | 'context'>,
  { command, args }: Pick<Order, 'command' | 'args'>,
): string | null | undefined {
  const target = Object.entries(command.params).find(([, param]) => param.target && param.type === 'record')
  const record = target && (args as Record<string, RecordRef | undefined>)[target[0]]
  if (!record || showerOf(deps.catalog, record.ref)?.command !== command.name) return undefined
  const viewer = { workspaceId: context.scope.workspaceId, staffId: context.asker.id }
  return context.recordLink?.(record.ref, viewer, context.now)
}
