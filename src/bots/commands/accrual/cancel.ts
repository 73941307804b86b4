import { inWorkspace } from '../../../db/in-workspace.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import { cancelAccrual, planCancellation } from '../../../domain/ledger/cancel-accrual.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { required } from '../params.js'
import { previewOf } from '../preview-hash.js'

export default defineCommand({
  name: 'accrual cancel',
  summary: 'Cancel an accrual that was a mistake: both of its entries are taken back on their own days',
  example: 'accrual cancel ACR-3',
  params: { accrual: required('text', 'Accrual', { target: true }) },
  needs: 'journal.write',
  risk: 'consequential',
  preview: async ({ db, scope, read, workspace }, args) => {
    const plan = await inWorkspace(db, scope, (tx) => planCancellation(tx, args.accrual.toUpperCase()))
    const accounts = await read(listAccounts)
    const { ref, month, memo, amountMinor } = plan.accrual
    const shown = {
      headline: `Cancel ${ref}, ${formatMoney(money(amountMinor, workspace.baseCurrency))} for “${memo}” in ${month}?`,
      sections: plan.entries.map((entry) => ({ title: postingTitle(entry), table: entryTable(entry, accounts) })),
    }
    return previewOf(shown, 'Cancel it', {})
  },
  run: async ({ workspace }, args, tx) => {
    const { accrual } = await cancelAccrual(tx, args.accrual.toUpperCase())
    const amount = money(accrual.amountMinor, workspace.baseCurrency)
    return {
      headline: `${accrual.ref} is cancelled: ${accrual.month} bears ${formatMoney(amount)} less, and the next month gets nothing back`,
      data: { accrual: accrual.ref, month: accrual.month, amount: toDecimal(amount), state: 'cancelled' },
    }
  },
})
