import { formatMoney, money } from '../../../lib/money.js'
import { getAccount } from '../../ledger/account-store.js'
import { baseShare } from '../../ledger/fx-rate.js'
import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { listPreparers } from '../../people/preparer-store.js'
import { getPartyName } from '../party-store.js'
import { recordRefund } from '../refund.js'
import { readRefund, type StoredRefund } from '../refund-proposal.js'
import { readItems } from '../settlement-item-store.js'

/** Money paid back: the whole of it is kept with the question, and yes records it. Who wrote the credit note prepared it too. */
export default defineApproval({
  name: 'refund',
  title: 'Refund',
  needs: 'payment.approve',
  days: 7,
  load: async (tx, { proposal }) => {
    const refund = readRefund(proposal as StoredRefund)
    const item = (await readItems(tx, [refund.of])).get(refund.of.id)
    const amountMinor = refund.amountMinor ?? 0n
    if (!item || item.openMinor < amountMinor) return null
    const amount = money(amountMinor, item.currency)
    const party = await getPartyName(tx, { companyId: item.partyId })
    const account = refund.accountId ? await getAccount(tx, { id: refund.accountId }) : null
    return approvalContent({
      title: `refund of ${formatMoney(amount)} ${item.side === 'receivable' ? 'to' : 'by'} ${party}, of ${item.name}`,
      fields: [
        { label: 'Amount', value: { money: amount } },
        { label: 'Of', value: item.name },
        { label: 'Left of it', value: { money: money(item.openMinor - amountMinor, item.currency) } },
        { label: 'Date', value: { date: refund.date } },
        ...(account ? [{ label: 'Account', value: `${account.code} ${account.name}` }] : []),
        ...(refund.reference ? [{ label: 'Reference', value: refund.reference }] : []),
      ],
      amount: { money: amount, baseMinor: baseShare(amountMinor, item.openMinor, item.baseOpenMinor) },
      counterparty: { companyId: item.partyId },
      department: null,
      preparers: item.kind === 'credit_note' ? await listPreparers(tx, 'invoice', item.id) : [],
    })
  },
  approved: async (tx, { proposal }) => {
    const { payment, before } = await recordRefund(tx, readRefund(proposal as StoredRefund))
    return `${payment.ref} records it: ${formatMoney(money(payment.amountMinor, payment.currency))} of ${before.name}.`
  },
})
