import { addLine, removeLine } from '../../../domain/payables/change-bill.js'
import { defineCommand } from '../define-command.js'
import { optional, required, target } from '../params.js'
import { entered } from './entered.js'

const line = defineCommand({
  name: 'bill line',
  summary: 'Add a line to a bill that isn’t approved yet; it is asked for again',
  example: 'bill line BILL-12 what:"Support October" amount:120 account:6815',
  params: {
    bill: target('bill', 'Bill'),
    what: required('text', 'What for'),
    amount: required('amount', 'Net amount'),
    account: optional('text', 'Account', { options: 'cost-account', hint: 'Default: as on their last bill' }),
    tax: optional('text', 'Tax code', { options: 'purchase-tax' }),
    department: optional('text', 'Department'),
    from: optional('date', 'Service from'),
    to: optional('date', 'Service to'),
  },
  needs: 'bill.write',
  form: { title: 'Line of a bill', submit: 'Save' },
  risk: 'reversible',
  run: async (context, args, tx) => {
    const after = await addLine(tx, args.bill.id, {
      description: args.what,
      unitPriceMinor: args.amount.minor,
      ...(args.account ? { account: args.account } : {}),
      ...(args.tax ? { taxCode: args.tax } : {}),
      ...(args.department ? { department: args.department } : {}),
      ...(args.from ? { serviceFrom: args.from } : {}),
      ...(args.to ? { serviceTo: args.to } : {}),
    })
    const reply = await entered(context, tx, after.id)
    const position = after.lines.length
    return {
      ...reply,
      undo: {
        command: 'bill unline',
        args: { bill: after.ref, line: position },
        versions: { [after.id]: after.version },
      },
    }
  },
})

const unline = defineCommand({
  name: 'bill unline',
  summary: 'Take a line off a bill that isn’t approved yet',
  example: 'bill unline BILL-12 line:2',
  params: { bill: target('bill', 'Bill'), line: required('integer', 'Line') },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const after = await removeLine(tx, args.bill.id, args.line)
    return entered(context, tx, after.id)
  },
})

export default [line, unline]
