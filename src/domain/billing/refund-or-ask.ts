import type { Tx } from '../../db/in-workspace.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import refundApproval from './approvals/refund.js'
import { type NewRefund, type PlannedRefund, planRefund, recordRefund } from './refund.js'
import { storeRefund } from './refund-proposal.js'

/** Asked of a second person, or recorded: the payment's reference. */
export type RefundOutcome = PlannedRefund & ({ asked: Approval } | { asked: null; ref: string })

/** Whether it is money that leaves us. What a supplier paid back is recorded as any money that came in. */
export const leavesUs = ({ part }: PlannedRefund): boolean => part.payment.direction === 'out'

/**
 * Asks a second person to pay a customer back, for exactly what the plan shows: nothing is posted before. Asking again about the same
 * document takes the earlier question back. Throws `refused`, `not_found`.
 */
export async function refundOrAsk(tx: Tx, input: NewRefund): Promise<RefundOutcome> {
  const planned = await planRefund(tx, input)
  if (!leavesUs(planned)) {
    const { payment, ...recorded } = await recordRefund(tx, input)
    return { ...recorded, asked: null, ref: payment.ref }
  }
  const { amountMinor, accountId } = planned.part.payment
  const { kind, id } = input.of
  const proposal = storeRefund({ ...input, of: { kind, id }, amountMinor, accountId })
  return { ...planned, asked: await askApproval(tx, refundApproval, { subject: id, proposal }) }
}
