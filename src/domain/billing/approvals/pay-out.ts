import { formatMoney, money } from '../../../lib/money.js'
import { getAccount } from '../../ledger/account-store.js'
import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { getPartyName } from '../party-store.js'
import { readPayOut, type StoredPayOut } from '../pay-out-proposal.js'
import { worthOf } from '../plan-payment.js'
import { recordPayment } from '../record-payment.js'
import { readItems } from '../settlement-item-store.js'

/** Money out that was recorded by hand: the whole of it is kept with the question, and yes records it. Nobody approves what they got. */
export default defineApproval({
  name: 'pay-out',
  title: 'Payment out',
  many: 'payments out',
  needs: 'payment.approve',
  days: 7,
  load: async (tx, { proposal }) => {
    const payment = readPayOut(proposal as StoredPayOut)
    const { amount, party, date, settle, differences = [] } = payment
    const less = new Map(differences.map(({ of, amountMinor }) => [of.id, amountMinor]))
    const items = await readItems(tx, settle)
    const documents = settle.map(({ id, amountMinor }) => {
      const item = items.get(id)
      return {
        name: item?.name ?? '',
        leftMinor: (item?.openMinor ?? 0n) - amountMinor - (less.get(id) ?? 0n),
        amountMinor,
      }
    })
    if (documents.some(({ leftMinor }) => leftMinor < 0n)) return null
    const onAccount = documents.reduce((left, { amountMinor }) => left - amountMinor, amount.minor)
    const account = await getAccount(tx, { id: payment.accountId })
    const to = await getPartyName(tx, party)
    const names = documents.map(({ name }) => name).join(', ')
    return approvalContent({
      title: `payment of ${formatMoney(amount)} to ${to}${names ? ` for ${names}` : ', on account'}`,
      fields: [
        { label: 'Amount', value: { money: amount } },
        { label: 'To', value: to },
        { label: 'Paid on', value: { date } },
        { label: 'Account', value: `${account.code} ${account.name}` },
        ...documents.map(({ name, leftMinor }) => ({
          label: `${name} stays open`,
          value: { money: money(leftMinor, amount.currency) },
        })),
        ...differences.map(({ amountMinor }) => ({
          label: 'Discount',
          value: { money: money(amountMinor, amount.currency) },
        })),
        ...(onAccount > 0n ? [{ label: 'Held on account', value: { money: money(onAccount, amount.currency) } }] : []),
        ...(payment.reference ? [{ label: 'Reference', value: payment.reference }] : []),
      ],
      amount: { money: amount, baseMinor: (await worthOf(tx, payment)).baseMinor },
      counterparty: party,
      department: null,
      preparers: party.staffId === undefined ? [] : [party.staffId],
    })
  },
  approved: async (tx, { proposal }) => {
    const { payments, party } = await recordPayment(tx, readPayOut(proposal as StoredPayOut))
    return `${payments.map(({ ref }) => ref).join(', ')} records what was paid to ${party}.`
  },
})
