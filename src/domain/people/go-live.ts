import type { Tx } from '../../db/in-workspace.js'
import { setLive } from './workspace-store.js'

/**
 * Ends the quiet of a new company: from here on Daybook reaches people by itself. Before it, nothing does; what would have
 * gone out meanwhile is not sent later. Answers whether this call did it, and tells the outbox once.
 */
export async function goLive(tx: Tx): Promise<boolean> {
  const now = await setLive(tx)
  if (now) await tx.outbox('workspace.live', {})
  return now
}
