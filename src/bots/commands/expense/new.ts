import { newExpense } from '../../../domain/payables/new-expense.js'
import { AppError } from '../../../lib/errors.js'
import { entered } from '../bill/entered.js'
import { defineCommand } from '../define-command.js'
import { attachGiven } from '../file/keep.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'expense new',
  summary: 'Enter what you spent for the company; a second person is asked to approve it',
  example: 'expense new "Taxi to Nordwind" amount:34.50 category:travel date:2026-11-12',
  params: {
    description: required('text', 'What for', { target: true }),
    amount: required('amount', 'Amount', { hint: 'As the receipt says, tax included' }),
    category: required('text', 'Category', { hint: 'travel, office, software …' }),
    date: optional('date', 'Spent on'),
    tax: optional('text', 'Tax code', { options: 'purchase-tax', hint: 'Where the receipt lets us get tax back' }),
    department: optional('text', 'Department', { hint: 'Default: yours' }),
    for: optional('record', 'Spent by', { record: 'staff', hint: 'Default: you' }),
    file: optional('text', 'Receipt', { upload: 1, hint: 'A path in the terminal; in Slack attach it' }),
    receipt: optional('record', 'Receipt sent before', { record: 'bill-file', hint: 'A file that you sent me before' }),
    note: optional('text', 'Note', { multiline: true }),
  },
  needs: 'expense.write',
  aliases: ['expense add'],
  risk: 'reversible',
  run: async (context, args, tx) => {
    const { asker, today } = context
    if (args.for && args.for.id !== asker.id && asker.reach('expense.write') !== 'all')
      throw new AppError('forbidden', 'You enter your own expenses; finance enters those of others.')
    const expense = await newExpense(tx, {
      staffId: args.for?.id ?? asker.id,
      description: args.description,
      amount: args.amount,
      spentOn: args.date ?? today,
      category: args.category,
      taxCode: args.tax,
      department: args.department ?? null,
      note: args.note ?? null,
    })
    if (args.receipt || args.file || context.files?.attached.length)
      await attachGiven(context, tx, expense.id, { sent: args.receipt, path: args.file })
    const reply = await entered(context, tx, expense.id)
    return {
      ...reply,
      undo: { command: 'expense void', args: { expense: expense.ref }, versions: { [expense.id]: expense.version } },
    }
  },
})
