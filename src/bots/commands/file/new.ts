import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { keepFile } from '../../../domain/payables/attach-file.js'
import type { BillFile } from '../../../domain/payables/bill-file.js'
import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { type BillRow, listBills } from '../../../domain/payables/bill-list-store.js'
import { formatMoney } from '../../../lib/money.js'
import { clip } from '../../../lib/text.js'
import { billTitle } from '../bill/bill-table.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { openFile } from '../files.js'
import { optional } from '../params.js'
import type { Action } from '../reply.js'
import { listed } from '../words.js'
import { keepIn, proof } from './keep.js'

/** As many expenses are offered of a file, and as many buttons stand under all of a message's (Slack's limit of a row is 25). */
const OFFERED = 3
const BUTTONS = 25
const LOOKED_AT = 50

export default defineCommand({
  name: 'file new',
  summary: 'Keep files that you send, and say what each is: the receipt of an expense, or a supplier’s bill',
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
    const attached = context.files?.attached ?? []
    const several = args.file === undefined && attached.length > 1
    const opened = several ? attached : [await openFile(context.files, args.file)]
    const files: Kept[] = []
    for (const each of opened) files.push(await keepFile(tx, keepIn(context, tx), proof(each), {}))
    const bare = await withoutReceipt(context, tx)
    const [data, ...more] = files.map(dataOf)
    return {
      headline: `What ${files.length > 1 ? 'are' : 'is'} ${listed(files.map(({ filename }) => filename))}?`,
      text: 'Each is kept as what you say it is. A bank statement is sent with the words `bank import`.',
      actions: files.flatMap((file) => asked(context, file, { bare, of: files.length })),
      notes: [files.map(({ ref }) => ref).join(', ')],
      data: more.length > 0 ? { files: [data, ...more] } : data,
    }
  },
})

type Kept = Pick<BillFile, 'ref' | 'filename' | 'sizeBytes' | 'contentHash'>

const dataOf = ({ ref, filename, sizeBytes, contentHash }: Kept) => ({
  file: ref,
  filename,
  sizeBytes,
  sha256: contentHash,
})

/** The asker's expenses that wait and have no receipt. */
async function withoutReceipt({ asker }: CommandContext, tx: Tx): Promise<BillRow[]> {
  const mine = { kinds: ['expense'], statuses: ['received', 'rejected'], ownerId: asker.id } as const
  const bare: BillRow[] = []
  for (const expense of await listBills(sqlInTx(tx), mine, LOOKED_AT))
    if ((await listFiles(sqlInTx(tx), { billId: expense.id })).length === 0) bare.push(expense)
  return bare
}

/** What one of `of` files may be, each a button; among several each names its file. */
function asked(context: CommandContext, file: Kept, { bare, of }: { bare: readonly BillRow[]; of: number }): Action[] {
  const whose = of > 1 ? `${clip(file.filename, 30)}: ` : ''
  const made = newOnes(context, file.ref)
  const receipts = bare.slice(0, Math.min(OFFERED, Math.floor(BUTTONS / of) - made.length)).map(
    (expense): Action => ({
      label: `Receipt of ${expense.ref}, ${billTitle(expense)}, ${formatMoney(expense.total)}`,
      do: { command: 'expense receipt', args: { expense: expense.ref, sent: file.ref } },
      typed: `expense receipt ${expense.ref} sent:${file.ref}`,
    }),
  )
  return [...receipts, ...made].map((action) => ({ ...action, label: clip(`${whose}${action.label}`, 75) }))
}

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
