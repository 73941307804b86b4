import type { Tx } from '../../db/in-workspace.js'

/**
 * What payables tell the rest of the house through the outbox, in the transaction that did it.
 *
 * - `bill.received` – entered, nothing posted yet
 * - `bill.posted` – approved by a second person and in the books
 * - `bill.voided` – set aside before it was posted
 */
export type PayablesEvent = { kind: 'bill.received' | 'bill.posted' | 'bill.voided'; data: { billId: string } }

/** What is imported or made for the demo is history: nobody hears of it. */
export async function emit(tx: Tx, event: PayablesEvent): Promise<void> {
  if (tx.scope.via === 'import' || tx.scope.via === 'demo') return
  await tx.outbox(event.kind, event.data)
}
