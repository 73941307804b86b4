import { AppError } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import { inBase } from '../../ledger/base-rate.js'
import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { creditInvoice, planCredit } from '../credit-invoice.js'
import { readCredit, type StoredCredit } from '../credit-proposal.js'
import { invoiceName } from '../invoice.js'

/** A credit note above what one person may write: yes issues it, and it gets its number then. */
export default defineApproval({
  name: 'credit',
  title: 'Credit note',
  needs: 'payment.approve',
  days: 14,
  load: async (tx, { proposal }) => {
    const plan = await planCredit(tx, readCredit(proposal as StoredCredit)).catch(refusedToNull)
    if (plan === null) return null
    const { at, credit, invoice, lines, taken, customer } = plan
    const cell = (minor: bigint) => ({ money: money(minor, credit.currency) })
    const total = money(credit.totalMinor, credit.currency)
    return approvalContent({
      title: `credit note of ${formatMoney(total)} for ${invoiceName(invoice)}, ${customer}`,
      fields: [
        { label: 'Net', value: cell(credit.netMinor) },
        { label: 'Tax', value: cell(credit.taxMinor) },
        { label: 'Total', value: cell(credit.totalMinor) },
        { label: 'Settles of the invoice', value: cell(taken?.allocation.amountMinor ?? 0n) },
        { label: 'Held to pay back', value: cell(credit.openMinor) },
        ...(credit.draftDate ? [{ label: 'Date', value: { date: credit.draftDate } }] : []),
      ],
      lines: lines.map(
        ({ description, netMinor }) => `${description}: ${formatMoney(money(netMinor, credit.currency))}`,
      ),
      amount: { money: total, baseMinor: inBase(total, at) },
      counterparty: { companyId: credit.companyId },
      department: null,
      preparers: [],
    })
  },
  approved: async (tx, { proposal }) => {
    const { credit } = await creditInvoice(tx, readCredit(proposal as StoredCredit))
    const left = money(credit.openMinor, credit.currency)
    const name = invoiceName(credit)
    return `It is ${name}.${left.minor > 0n ? ` ${formatMoney(left)} is held to be paid back: payment refund ${name}` : ''}`
  },
})

/** What can't be credited any more isn't there to be approved. */
function refusedToNull(thrown: unknown): null {
  if (thrown instanceof AppError && thrown.code === 'refused') return null
  throw thrown
}
