import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { spacedIban } from '../../../lib/iban.js'
import { money } from '../../../lib/money.js'
import { recordPayment } from '../../billing/record-payment.js'
import { inBase, rateOn } from '../../ledger/base-rate.js'
import { accountText } from '../../payables/payee.js'
import { approvalContent } from '../../people/approval-content.js'
import { defineApproval } from '../../people/define-approval.js'
import { listPreparers } from '../../people/preparer-store.js'
import { getBankAccount } from '../bank-account-store.js'
import { runTitle, whyNot } from '../payment-run.js'
import { getRun, listPayables, type RunWithItems, saveRunState } from '../payment-run-store.js'

/** Payment runs: yes makes the file for the bank, and records the payments where that was chosen. */
export default defineApproval({
  name: 'payment-run',
  title: 'Payment run',
  needs: 'payment.approve',
  days: 7,
  load: async (tx, { subject }) => {
    const run = await getRun(tx, subject)
    if (run.state !== 'proposed') return null
    const account = await getBankAccount(tx, run.bankAccountId)
    const total = money(run.totalMinor, run.currency)
    return approvalContent(
      {
        title: runTitle(run.ref, run.items.length, run.payOn),
        fields: [
          { label: 'Total', value: { money: total } },
          { label: 'From', value: `${account.name}, ${spacedIban(account.number ?? '')}` },
          { label: 'On', value: { date: run.payOn } },
          { label: 'Recorded', value: run.record === 'at_once' ? 'at once' : 'when the statement shows it' },
        ],
        table: {
          columns: [
            { key: 'bill', label: 'Bill', type: 'text' },
            { key: 'to', label: 'To', type: 'text' },
            { key: 'account', label: 'Account', type: 'text' },
            { key: 'amount', label: 'Amount', type: 'money' },
          ],
          rows: run.items.map(({ ref, payee, amountMinor }) => ({
            bill: ref,
            to: payee.holder,
            account: accountText(payee),
            amount: { money: money(amountMinor, run.currency) },
          })),
          totals: { bill: 'Total', amount: { money: total } },
        },
        amount: { money: total, baseMinor: inBase(total, await rateOn(tx, run.currency, run.payOn)) },
        counterparty: null,
        department: null,
        preparers: await listPreparers(tx, 'payment_run', subject),
      },
      // What has come into the way since makes it another run.
      await obstacles(tx, run),
    )
  },
  approved: async (tx, { subject }) => {
    const run = await getRun(tx, subject)
    await saveRunState(tx, subject, 'approved')
    if (run.record === 'at_once') await recordAll(tx, run)
    return `The file for the bank: payment file ${run.ref}`
  },
  rejected: (tx, { subject }) => saveRunState(tx, subject, 'rejected'),
  lapsed: (tx, { subject }) => saveRunState(tx, subject, 'void'),
})

/** Bills that were paid, held or changed since, and payees that change: empty while everything is as it was. */
async function obstacles(tx: Tx, run: RunWithItems): Promise<string[]> {
  const ids = run.items.map(({ billId }) => billId)
  const payables = await listPayables(sqlInTx(tx), { currency: run.currency, ids })
  return run.items.flatMap(({ billId, ref, payee, amountMinor, discountMinor }) => {
    const now = payables.find((each) => each.billId === billId)
    if (!now || now.openMinor < amountMinor + discountMinor) return [`${ref} has less open`]
    if (now.payee?.id !== payee.id) return [`${ref} is paid elsewhere`]
    const why = whyNot({ ...now, run: null })
    return why === null ? [] : [`${ref}: ${why}`]
  })
}

async function recordAll(tx: Tx, run: RunWithItems): Promise<void> {
  const { accountId } = await getBankAccount(tx, run.bankAccountId)
  const payables = await listPayables(sqlInTx(tx), {
    currency: run.currency,
    ids: run.items.map(({ billId }) => billId),
  })
  for (const { billId, amountMinor, discountMinor, endToEndId } of run.items) {
    const bill = payables.find((each) => each.billId === billId)
    const of = { kind: 'bill', id: billId } as const
    await recordPayment(tx, {
      direction: 'out',
      party: bill?.companyId ? { companyId: bill.companyId } : { staffId: bill?.staffId ?? '' },
      date: run.payOn,
      amount: money(amountMinor, run.currency),
      accountId,
      reference: endToEndId,
      settle: [{ ...of, amountMinor }],
      differences: discountMinor > 0n ? [{ method: 'discount', of, amountMinor: discountMinor, relief: true }] : [],
    })
  }
}
