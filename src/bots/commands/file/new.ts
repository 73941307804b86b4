import { sqlInTx } from '../../../db/sql-in-tx.js'
import { keepFile } from '../../../domain/payables/attach-file.js'
import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { listBills } from '../../../domain/payables/bill-list-store.js'
import { formatMoney } from '../../../lib/money.js'
import { billTitle } from '../bill/bill-table.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { openFile } from '../files.js'
import { optional } from '../params.js'
import type { Action } from '../reply.js'
import { givenFile, keepIn } from './keep.js'

/** Slack shows at most five buttons in a row. */
const OFFERED = 3
const LOOKED_AT = 50

export default defineCommand({
  name: 'file new',
  summary: 'Keep a file that you send, and say what it is: the receipt of an expense, or a supplier’s bill',
  example: 'file new taxi.pdf',
  params: {
    file: optional('text', 'File', {
      target: true,
      hint: 'A path in the terminal; in Slack attach it to a direct message',
    }),
  },
  needs: 'expense.write',
  aliases: ['file keep', 'expense photo'],
  risk: 'reversible',
  run: async (context, args, tx) => {
    const given = givenFile(await openFile(context.files, args.file))
    const file = await keepFile(tx, keepIn(context, tx), given, {})
    const waiting = await listBills(
      sqlInTx(tx),
      { kinds: ['expense'], statuses: ['received', 'rejected'], ownerId: context.asker.id },
      LOOKED_AT,
    )
    const bare: typeof waiting = []
    for (const expense of waiting)
      if ((await listFiles(sqlInTx(tx), { billId: expense.id })).length === 0) bare.push(expense)
    return {
      headline: `What is ${file.filename}?`,
      text: 'It is kept as what you say. A bank statement is sent with the words `bank import`.',
      actions: [
        ...bare.slice(0, OFFERED).map(
          (expense): Action => ({
            label: `Receipt of ${expense.ref}, ${billTitle(expense)}, ${formatMoney(expense.total)}`.slice(0, 75),
            do: { command: 'expense receipt', args: { expense: expense.ref, sent: file.ref } },
            typed: `expense receipt ${expense.ref} sent:${file.ref}`,
          }),
        ),
        ...newOnes(context, file.ref),
      ],
      notes: [file.ref],
      data: { file: file.ref, filename: file.filename, sizeBytes: file.sizeBytes, sha256: file.contentHash },
    }
  },
})

const newOnes = ({ asker }: CommandContext, sent: string): Action[] => [
  {
    label: 'New expense…',
    do: { form: 'expense new', args: { receipt: sent } },
    typed: `expense new WHAT amount:… category:… receipt:${sent}`,
  },
  ...(asker.may('bill.write')
    ? [
        {
          label: 'New bill…',
          do: { form: 'bill new', args: { document: sent } },
          typed: `bill new WHAT supplier:… amount:… document:${sent}`,
        },
      ]
    : []),
]
