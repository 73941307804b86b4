import type { Tx } from '../../db/in-workspace.js'

/**
 * What banking tells the rest of the house through the outbox, in the transaction that did it.
 *
 * - `bank.imported` – lines came in that nothing is known of yet: what is certain among them is matched
 * - `bank.matched`, `bank.unmatched` – a line was recognised, or taken back (close checks ask again)
 */
export type BankingEvent =
  | { kind: 'bank.imported'; data: { statementIds: readonly string[] } }
  | { kind: 'bank.matched' | 'bank.unmatched'; data: { lineIds: readonly string[] } }

export async function emit(tx: Tx, event: BankingEvent): Promise<void> {
  if (tx.scope.via === 'demo') return
  await tx.outbox(event.kind, event.data)
}
