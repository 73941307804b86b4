import type { Tx } from '../../db/in-workspace.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import writeOffApproval from './approvals/write-off.js'
import { type NewWriteOff, type PlannedWriteOff, planWriteOff } from './write-off-invoice.js'
import { storeWriteOff } from './write-off-proposal.js'

/** Asks a second person to give up what is open, as the plan shows it: the invoice stays open until then. Throws as `planWriteOff`. */
export async function askWriteOff(tx: Tx, input: NewWriteOff): Promise<PlannedWriteOff & { asked: Approval }> {
  const planned = await planWriteOff(tx, input)
  const amountMinor = planned.parts.reduce((sum, { payment }) => sum + payment.amountMinor, 0n)
  const request = {
    subject: input.invoiceId,
    proposal: storeWriteOff({ ...input, amountMinor }),
    ...(input.reason && { reason: input.reason }),
  }
  return { ...planned, asked: await askApproval(tx, writeOffApproval, request) }
}
