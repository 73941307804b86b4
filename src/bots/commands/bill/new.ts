import { receiveBill } from '../../../domain/payables/receive-bill.js'
import { defineCommand } from '../define-command.js'
import { attachGiven } from '../file/keep.js'
import { optional, required } from '../params.js'
import { entered } from './entered.js'

export default defineCommand({
  name: 'bill new',
  summary: 'Enter a supplier’s bill of one line (more with bill line); a second person is asked to approve it',
  example: 'bill new "Hosting October" supplier:Acme amount:400 number:R-2026-88 date:2026-10-30 account:6815',
  params: {
    description: required('text', 'What for', { target: true }),
    supplier: required('record', 'Supplier', { record: 'company', setsCurrency: true }),
    amount: required('amount', 'Net amount'),
    number: optional('text', 'Their number'),
    date: optional('date', 'Date of the bill', { hint: 'Default: today' }),
    due: optional('date', 'Due', { hint: 'Default: by the supplier’s terms' }),
    account: optional('text', 'Account', { options: 'cost-account', hint: 'Default: as on their last bill' }),
    tax: optional('text', 'Tax code', { options: 'purchase-tax', hint: 'Default: what fits the supplier' }),
    department: optional('text', 'Department'),
    taxpoint: optional('date', 'Tax point', { hint: 'Where it is another day' }),
    from: optional('date', 'Service from'),
    to: optional('date', 'Service to'),
    posting: optional('date', 'Post on', { hint: 'Default: its date, or the first open day after it' }),
    file: optional('text', 'Document', { upload: 1, hint: 'A path in the terminal; in Slack attach it' }),
    document: optional('record', 'Document sent before', {
      record: 'bill-file',
      hint: 'A file that you sent me before',
    }),
    note: optional('text', 'Note', { multiline: true }),
  },
  needs: 'bill.write',
  aliases: ['bill add', 'bill enter', 'bill create'],
  risk: 'reversible',
  run: async (context, args, tx) => {
    const bill = await receiveBill(tx, {
      companyId: args.supplier.id,
      number: args.number ?? null,
      billDate: args.date ?? context.today,
      ...(args.due ? { dueDate: args.due } : {}),
      taxPoint: args.taxpoint ?? null,
      postingDate: args.posting ?? null,
      currency: args.amount.currency,
      department: args.department ?? null,
      note: args.note ?? null,
      ownerId: context.asker.id,
      lines: [
        {
          description: args.description,
          unitPriceMinor: args.amount.minor,
          ...(args.account ? { account: args.account } : {}),
          ...(args.tax ? { taxCode: args.tax } : {}),
          ...(args.from ? { serviceFrom: args.from } : {}),
          ...(args.to ? { serviceTo: args.to } : {}),
        },
      ],
    })
    if (args.document || args.file || context.files?.attached.length)
      await attachGiven(context, tx, bill.id, { sent: args.document, path: args.file })
    const reply = await entered(context, tx, bill.id)
    return { ...reply, undo: { command: 'bill void', args: { bill: bill.ref }, versions: { [bill.id]: bill.version } } }
  },
})
