import { getBill } from '../../../domain/payables/bill-store.js'
import { restoreBill, voidBill } from '../../../domain/payables/change-bill.js'
import { entered } from '../bill/entered.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

const setAside = defineCommand({
  name: 'expense void',
  summary: 'Set aside an expense that isn’t approved yet',
  example: 'expense void EXP-3',
  params: { expense: target('expense', 'Expense') },
  needs: 'expense.write',
  risk: 'reversible',
  run: async ({ asker }, { expense }, tx) => {
    refuseOthers(asker, 'expense.write', await getBill(tx, expense.id))
    const after = await voidBill(tx, expense.id)
    return {
      headline: `${after.ref} is void`,
      changes: [{ label: 'Status', before: 'received', after: 'void' }],
      undo: { command: 'expense restore', args: { expense: after.ref }, versions: { [after.id]: after.version } },
      data: { expense: after.ref, status: after.status },
    }
  },
})

const restore = defineCommand({
  name: 'expense restore',
  summary: 'Take a void expense back; it is asked for again',
  example: 'expense restore EXP-3',
  params: { expense: target('expense', 'Expense') },
  needs: 'expense.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { expense }, tx) => {
    refuseOthers(context.asker, 'expense.write', await getBill(tx, expense.id))
    return entered(context, tx, (await restoreBill(tx, expense.id)).id)
  },
})

export default [setAside, restore]
