import { formatMoney, money } from '../../../lib/money.js'
import { baseShare } from '../../ledger/fx-rate.js'
import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { getInvoice } from '../invoice-store.js'
import { getPartyName } from '../party-store.js'
import { readItems } from '../settlement-item-store.js'
import { writeOffInvoice } from '../write-off-invoice.js'
import { readWriteOff, type StoredWriteOff } from '../write-off-proposal.js'

/** What is given up of an invoice: yes books it as bad debt. */
export default defineApproval({
  name: 'write-off',
  title: 'Write-off',
  needs: 'payment.approve',
  days: 14,
  load: async (tx, { subject, proposal }) => {
    const { amountMinor = 0n, date, relief, reason } = readWriteOff(proposal as StoredWriteOff)
    const item = (await readItems(tx, [{ kind: 'invoice', id: subject }])).get(subject)
    if (!item || item.openMinor < amountMinor) return null
    const { dueDate } = await getInvoice(tx, subject)
    const amount = money(amountMinor, item.currency)
    const customer = await getPartyName(tx, { companyId: item.partyId })
    return approvalContent(
      {
        title: `write-off of ${formatMoney(amount)} of ${item.name}, ${customer}`,
        fields: [
          { label: 'Written off', value: { money: amount } },
          { label: 'Stays open', value: { money: money(item.openMinor - amountMinor, item.currency) } },
          ...(dueDate ? [{ label: 'Was due', value: { date: dueDate } }] : []),
          { label: 'Date', value: { date } },
          ...(relief === undefined ? [] : [{ label: 'Tax claimed back', value: relief ? 'yes' : 'no' }]),
        ],
        amount: { money: amount, baseMinor: baseShare(amountMinor, item.openMinor, item.baseOpenMinor) },
        counterparty: { companyId: item.partyId },
        department: null,
        preparers: [],
      },
      reason,
    )
  },
  approved: async (tx, { proposal }) => {
    const { invoice, ref } = await writeOffInvoice(tx, readWriteOff(proposal as StoredWriteOff))
    const open = money(invoice.openMinor, invoice.currency)
    return `${ref} books it${open.minor > 0n ? `; ${formatMoney(open)} stays open` : ''}. Should it be paid after all: payment reverse ${ref}`
  },
})
