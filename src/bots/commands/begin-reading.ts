import type { SqlScope } from '../../db/sql-workspace.js'
import { fromDatabase } from '../../db/sqlstate.js'
import type { CommandContext } from './define-command.js'
import type { Order } from './order.js'
import type { Reply } from './reply.js'

/** The answer of a reading command that was begun; what changes anything is not begun here. */
export type Begun = { reply: Promise<Reply> } | undefined

const nothing = () => undefined

/**
 * Begins a reading command in the transaction that its order was taken in. The first thing that most of them do is read, and then
 * they are lent that transaction until they have; it costs the asker no second one. What they read after anything else has one of its
 * own: they may have written meanwhile, or waited for something slow.
 */
export async function beginReading(context: CommandContext, { command, args }: Order, open: SqlScope): Promise<Begun> {
  if (command.risk !== 'read') return undefined
  let isLent = true
  let first: Promise<unknown> = Promise.resolve()
  const read: CommandContext['read'] = (work) => {
    if (!isLent) return context.read(work)
    isLent = false
    const found = work(open).catch((thrown: unknown) => {
      throw fromDatabase(thrown)
    })
    first = found.then(nothing, nothing)
    return found
  }
  // In a function of its own, so that what is refused at once is refused in the answer as well.
  const reply = (async () => command.run({ ...context, read }, args))()
  isLent = false
  reply.catch(nothing)
  await first
  return { reply }
}
