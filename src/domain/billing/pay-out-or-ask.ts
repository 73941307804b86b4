import type { Tx } from '../../db/in-workspace.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import { paysOutAlone } from './alone-limit.js'
import payOutApproval from './approvals/pay-out.js'
import { storePayOut } from './pay-out-proposal.js'
import type { NewPayment } from './plan-payment.js'
import { type PlannedSettlement, planPayment, type RecordedSettlement, recordPlanned } from './record-payment.js'

export type PlannedByHand = PlannedSettlement & { asks: boolean }

/** Asked of a second person, or recorded. */
export type RecordedByHand = (PlannedSettlement & { asked: Approval }) | (RecordedSettlement & { asked: null })

/** What recording a payment by hand would do, and whether a second person is asked first. Throws as `planPayment`. */
export async function planByHand(tx: Tx, input: NewPayment): Promise<PlannedByHand> {
  const planned = await planPayment(tx, input)
  const [money] = planned.parts
  const goes = input.direction === 'out' && input.amount.minor > 0n && money !== undefined
  return { ...planned, asks: goes && !(await paysOutAlone(tx, input.party, { ...money.payment, date: input.date })) }
}

/**
 * Records a payment that nothing but somebody's word proves: no line of the bank, no payment run that was approved. Of money out a second
 * person is asked, for exactly what the plan shows. Asking again about the same bill takes the earlier question back.
 */
export async function recordByHand(tx: Tx, input: NewPayment): Promise<RecordedByHand> {
  const { asks, ...planned } = await planByHand(tx, input)
  const [money] = planned.parts
  if (!asks || !money) return { ...(await recordPlanned(tx, planned)), asked: null }
  const taken = new Map(money.allocations.map(({ allocation: { to, amountMinor } }) => [to.id, amountMinor]))
  const settle = (input.settle ?? []).flatMap(({ kind, id }) => {
    const amountMinor = taken.get(id)
    return amountMinor === undefined ? [] : [{ kind, id, amountMinor }]
  })
  const proposal = storePayOut({ ...input, settle, accountId: money.payment.accountId })
  return {
    ...planned,
    asked: await askApproval(tx, payOutApproval, { subject: settle[0]?.id ?? tx.newId(), proposal }),
  }
}
