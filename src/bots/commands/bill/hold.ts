import { billName } from '../../../domain/payables/bill.js'
import { holdBill } from '../../../domain/payables/change-bill.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

const hold = defineCommand({
  name: 'bill hold',
  summary: 'Keep a bill from being paid for now; it stays due all the same',
  example: 'bill hold BILL-12 why:"Delivered half"',
  params: { bill: target('bill', 'Bill'), why: required('text', 'Why') },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (_context, { bill, why }, tx) => {
    const after = await holdBill(tx, bill.id, why)
    return {
      headline: `${billName(after)} is held back: ${why}`,
      undo: { command: 'bill release', args: { bill: after.ref }, versions: { [after.id]: after.version } },
      data: { bill: after.ref, held: why },
    }
  },
})

const release = defineCommand({
  name: 'bill release',
  summary: 'Let a bill be paid that was held back',
  example: 'bill release BILL-12',
  params: { bill: target('bill', 'Bill') },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (_context, { bill }, tx) => {
    const after = await holdBill(tx, bill.id, null)
    return { headline: `${billName(after)} may be paid again`, data: { bill: after.ref, held: null } }
  },
})

export default [hold, release]
