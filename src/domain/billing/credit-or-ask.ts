import type { Tx } from '../../db/in-workspace.js'
import { money } from '../../lib/money.js'
import { inBase } from '../ledger/base-rate.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import { creditsAlone } from './alone-limit.js'
import creditApproval from './approvals/credit.js'
import { creditPlanned, type NewCredit, type PlannedCredit, planCredit } from './credit-invoice.js'
import { storeCredit } from './credit-proposal.js'

/** What crediting would do, and whether a second person is asked first. Throws as `planCredit`. */
export async function planCreditOrAsk(tx: Tx, input: NewCredit): Promise<PlannedCredit & { asks: boolean }> {
  const planned = await planCredit(tx, input)
  const { at, credit } = planned
  const baseMinor = inBase(money(credit.totalMinor, credit.currency), at)
  return { ...planned, asks: !(await creditsAlone(tx, credit.companyId, at.base, { date: input.date, baseMinor })) }
}

/** Credits an invoice; above the set amount a second person is asked, for exactly what the plan shows. Throws as `creditInvoice`. */
export async function creditOrAsk(tx: Tx, input: NewCredit): Promise<PlannedCredit & { asked: Approval | null }> {
  const { asks, ...planned } = await planCreditOrAsk(tx, input)
  if (!asks) return { ...(await creditPlanned(tx, input.date, planned)), asked: null }
  const request = {
    subject: input.invoiceId,
    proposal: storeCredit(input),
    ...(input.reason && { reason: input.reason }),
  }
  return { ...planned, asked: await askApproval(tx, creditApproval, request) }
}
