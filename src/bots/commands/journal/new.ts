import { inWorkspace } from '../../../db/in-workspace.js'
import { type NewJournal, planJournal, postJournal } from '../../../domain/ledger/post-journal.js'
import { type IsoDate, shortDate } from '../../../lib/dates.js'
import { formatMoney, type Money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { optional, required } from '../params.js'
import { previewOf } from '../preview-hash.js'

type Args = { memo: string; debit: string; credit: string; amount: Money; date?: IsoDate | undefined }

export default defineCommand({
  name: 'journal new',
  summary: 'Post an entry of two lines by hand; shows it before it is posted',
  example: 'journal new "Office rent November" debit:6100 credit:1000 amount:1200',
  params: {
    memo: required('text', 'What for', { target: true }),
    debit: required('text', 'Debit', { hint: 'The account’s code' }),
    credit: required('text', 'Credit', { hint: 'The account’s code' }),
    amount: required('amount', 'Amount'),
    date: optional('date', 'Date'),
  },
  needs: 'journal.write',
  aliases: ['journal add', 'journal post'],
  risk: 'consequential',
  preview: async ({ db, scope, today }, args) => {
    const plan = await inWorkspace(db, scope, (tx) => planJournal(tx, inputOf(args, today)))
    const shown = {
      headline: `Post “${args.memo}”, ${formatMoney(args.amount)} on ${shortDate(plan.entry.date)}?`,
      sections: [{ title: postingTitle(plan.entry), table: entryTable(plan.entry, [plan.debit, plan.credit]) }],
      notes: ['A posted entry is never changed; a mistake is corrected by its reversal.'],
    }
    return previewOf(shown, 'Post it', {})
  },
  run: async ({ today }, args, tx) => {
    const { entry, debit, credit } = await postJournal(tx, inputOf(args, today))
    return {
      headline: `Posted “${entry.memo}”: ${formatMoney(args.amount)}, ${debit.code} ${debit.name} to ${credit.code} ${credit.name}`,
      notes: ['It gets its number when it is sealed, in a moment.'],
      data: {
        date: entry.date,
        debit: debit.code,
        credit: credit.code,
        currency: args.amount.currency,
        amount: toDecimal(args.amount),
      },
    }
  },
})

const inputOf = ({ date, ...args }: Args, today: IsoDate): NewJournal => ({ ...args, date: date ?? today })
