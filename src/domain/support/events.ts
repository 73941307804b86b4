import type { Tx } from '../../db/in-workspace.js'

/**
 * Everything that support tells the rest of the house: the outbox kinds it writes, with their data.
 *
 * - `case.opened` – those who answer cases may hear
 * - `case.answered` – its customer wrote: its owner should hear
 * - `case.assigned` – somebody else is to take care of it
 * - `case.reply` – a reply was confirmed and is to be mailed
 * - `case.changed` – one that somebody was told of is not what it was: what stands in the chat should say so
 */
export type CaseEvent =
  | { kind: 'case.opened'; data: { caseId: string } }
  | { kind: 'case.answered'; data: { caseId: string; messageId: string } }
  | { kind: 'case.assigned'; data: { caseId: string; ownerId: string } }
  | { kind: 'case.reply'; data: { replyId: string } }
  | { kind: 'case.changed'; data: { caseId: string } }

/** What is imported or made for the demo is history: nobody is told, and nothing is mailed. */
export async function emit(tx: Tx, { kind, data }: CaseEvent): Promise<void> {
  if (tx.scope.via === 'import' || tx.scope.via === 'demo') return
  await tx.outbox(kind, data)
}
