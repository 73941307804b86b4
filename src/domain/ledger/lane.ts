import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** The ledger is written by SQL functions that both lanes call: a business transaction, or a bulk load. */
export type Lane = Tx | SqlScope

export const isTx = (lane: Lane): lane is Tx => 'prisma' in lane
