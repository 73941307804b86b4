import type { Tx } from '../../db/in-workspace.js'
import { emit } from './events.js'
import { insertMoves } from './stage-deals-store.js'

/** A deal that a change of many, or its Undo, put into another stage. */
export type DealMoved = { dealId: string; fromStageId: string; toStageId: string }

/** Their way through the stages goes on. One event stands for all of them: who hears it looks at everything that is open (signal-settle). */
export async function noteMoves(tx: Tx, moves: readonly DealMoved[]): Promise<void> {
  const [first] = moves
  if (!first) return
  await insertMoves(tx, moves)
  await emit(tx, { kind: 'deal.moved', data: first })
}
