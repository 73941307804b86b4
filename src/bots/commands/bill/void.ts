import { billName } from '../../../domain/payables/bill.js'
import { restoreBill, voidBill } from '../../../domain/payables/change-bill.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { entered } from './entered.js'

const setAside = defineCommand({
  name: 'bill void',
  summary: 'Set aside a bill that isn’t posted; a posted one is corrected by a credit note',
  example: 'bill void BILL-12',
  params: { bill: target('bill', 'Bill') },
  needs: 'bill.write',
  aliases: ['bill delete'],
  risk: 'reversible',
  run: async (_context, { bill }, tx) => {
    const after = await voidBill(tx, bill.id)
    return {
      headline: `${billName(after)} is void`,
      changes: [{ label: 'Status', before: 'received', after: 'void' }],
      undo: { command: 'bill restore', args: { bill: after.ref }, versions: { [after.id]: after.version } },
      data: { bill: after.ref, status: after.status },
    }
  },
})

const restore = defineCommand({
  name: 'bill restore',
  summary: 'Take a void bill back; it is asked for again',
  example: 'bill restore BILL-12',
  params: { bill: target('bill', 'Bill') },
  needs: 'bill.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { bill }, tx) => entered(context, tx, (await restoreBill(tx, bill.id)).id),
})

export default [setAside, restore]
