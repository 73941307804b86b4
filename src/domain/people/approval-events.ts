import type { Tx } from '../../db/in-workspace.js'

/**
 * `approval.asked` – a question is open; `approval.settled` – it was answered, withdrawn, expired or is void. What is made for the
 * demo is history: nobody hears of it, but what is open when the company goes live.
 */
export async function tellApproval(
  tx: Tx,
  kind: 'approval.asked' | 'approval.settled',
  approvalId: string,
): Promise<void> {
  if (tx.scope.via === 'demo') return
  await tx.outbox(kind, { approvalId })
}
