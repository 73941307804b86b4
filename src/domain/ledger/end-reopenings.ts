import type { Tx } from '../../db/in-workspace.js'
import { closePeriod } from './period-store.js'
import { type EndedReopening, listEndedReopenings } from './reopening-store.js'

/** Closes the periods again whose reopening has run out; posting into them was refused from that instant on. */
export async function endReopenings(tx: Tx): Promise<EndedReopening[]> {
  const ended = await listEndedReopenings(tx)
  for (const { periodId } of ended) await closePeriod(tx, periodId)
  if (ended.length > 0) await tx.outbox('period.reclosed', {})
  return ended
}
