import { inWorkspace } from '../../../db/in-workspace.js'
import { debitsOf } from '../../../domain/ledger/journal-limit.js'
import { type NewJournal, planJournal } from '../../../domain/ledger/plan-journal.js'
import { needsSecond, postJournal } from '../../../domain/ledger/post-journal.js'
import { type IsoDate, shortDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { optional } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { journalParams, type LinesArgs, linesOf } from './journal-params.js'
import { journalData, outcomeReply } from './journal-reply.js'

type Args = LinesArgs & { memo: string; date?: IsoDate | undefined; adjusting?: boolean | undefined }

export default defineCommand({
  name: 'journal new',
  summary: 'Post an entry by hand, of two lines or of many; shows it before it is posted',
  example: 'journal new "Office rent November" debit:6100 credit:1000 amount:1200',
  params: {
    ...journalParams,
    date: optional('date', 'Date'),
    adjusting: optional('flag', 'Adjusting', { hint: 'Into the thirteenth period, on the year’s last day' }),
  },
  needs: 'journal.write',
  aliases: ['journal add', 'journal post'],
  risk: 'consequential',
  preview: async ({ db, scope, today, workspace }, args) => {
    const { plan, second } = await inWorkspace(db, scope, async (tx) => {
      const plan = await planJournal(tx, inputOf(args, today, workspace.baseCurrency))
      return { plan, second: await needsSecond(tx, plan.entry) }
    })
    const amount = formatMoney(money(debitsOf(plan.entry), workspace.baseCurrency))
    const shown = {
      headline: `Post “${args.memo}”, ${amount} on ${shortDate(plan.entry.date)}?`,
      sections: [{ title: postingTitle(plan.entry), table: entryTable(plan.entry, plan.accounts) }],
      ...(second && { text: 'It is above what one person may post, so a second person is asked first.' }),
      notes: ['A posted entry is never changed; a mistake is corrected by its reversal.'],
    }
    return previewOf(shown, second ? 'Ask for approval' : 'Post it', {})
  },
  run: async ({ today, workspace }, args, tx) => {
    const { entry, accounts, asked } = await postJournal(tx, inputOf(args, today, workspace.baseCurrency))
    const amount = formatMoney(money(debitsOf(entry), workspace.baseCurrency))
    return {
      ...outcomeReply(asked, `“${entry.memo}”: ${amount}`, entry.id),
      data: journalData(entry, accounts, asked),
    }
  },
})

const inputOf = (args: Args, today: IsoDate, base: string): NewJournal => ({
  memo: args.memo,
  lines: linesOf(args, base),
  date: args.date ?? today,
  ...(args.adjusting && { adjusting: true }),
})
