import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { nextMorning } from '../people/next-morning.js'
import { findStaffByIds } from '../people/staff-store.js'
import { workingCalendar } from '../people/working-days.js'
import { getWorkspace } from '../people/workspace-store.js'
import type { Signal } from './define-signal.js'

/** What is found within this time is told in one message. */
const WINDOW_MS = 30_000

/**
 * Plans the message that tells somebody (`signal.tell`): of what waits for an answer at once and by itself, of all else together,
 * and by their day. One that is under way already takes this along, if it comes in time; another one finds nothing then.
 */
export async function planTelling(
  tx: Tx,
  { tells }: Pick<Signal, 'tells'>,
  { id, staffId }: { id: string; staffId: string },
): Promise<void> {
  if (tells === 'at-once') return tx.outbox('signal.tell', { staffId, signalId: id })
  const soon = new Date(tx.now.getTime() + WINDOW_MS)
  const read = sqlInTx(tx)
  const [person] = await findStaffByIds(read, [staffId])
  const { country } = await getWorkspace(read)
  const due = person ? nextMorning(person, workingCalendar(country), soon) : soon
  await tx.outbox('signal.tell', { staffId }, due)
}
