import type { Tx } from '../../db/in-workspace.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import refundApproval from './approvals/refund.js'
import { type NewRefund, type PlannedRefund, planRefund } from './refund.js'
import { storeRefund } from './refund-proposal.js'

/**
 * Asks a second person to pay back, for exactly what the plan shows: nothing is posted before. Asking again about the same document
 * takes the earlier question back. Throws `refused`, `not_found`.
 */
export async function askRefund(tx: Tx, input: NewRefund): Promise<PlannedRefund & { asked: Approval }> {
  const planned = await planRefund(tx, input)
  const { amountMinor, accountId } = planned.part.payment
  const { kind, id } = input.of
  const proposal = storeRefund({ ...input, of: { kind, id }, amountMinor, accountId })
  return { ...planned, asked: await askApproval(tx, refundApproval, { subject: id, proposal }) }
}
