import { inWorkspace } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { getEntryIdByRef } from '../../../domain/ledger/journal-list-store.js'
import { needsSecond } from '../../../domain/ledger/post-journal.js'
import { planReversal, reverseJournal } from '../../../domain/ledger/reverse-journal.js'
import { shortDate } from '../../../lib/dates.js'
import { defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { optional, required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { journalData, outcomeReply } from './journal-reply.js'

export default defineCommand({
  name: 'journal reverse',
  summary: 'Take an entry back by one that posts its exact opposite',
  example: 'journal reverse JE-381 date:2026-11-30',
  params: {
    entry: required('text', 'Entry', { target: true }),
    date: optional('date', 'Date', { hint: 'By default today' }),
    memo: optional('text', 'Memo'),
  },
  needs: 'journal.write',
  risk: 'consequential',
  preview: async ({ db, scope, today }, { entry, date, memo }) => {
    const { plan, second } = await inWorkspace(db, scope, async (tx) => {
      const id = await getEntryIdByRef(sqlInTx(tx), entry)
      const plan = await planReversal(tx, id, date ?? today, memo)
      return { plan, second: await needsSecond(tx, plan.entry) }
    })
    const shown = {
      headline: `Take back “${plan.original.memo}” of ${shortDate(plan.original.date)}?`,
      sections: [{ title: postingTitle(plan.entry), table: entryTable(plan.entry, plan.accounts) }],
      ...(second && { text: 'It is above what one person may post, so a second person is asked first.' }),
    }
    return previewOf(shown, second ? 'Ask for approval' : 'Reverse it', {})
  },
  run: async ({ today }, { entry, date, memo }, tx) => {
    const id = await getEntryIdByRef(sqlInTx(tx), entry)
    const { original, entry: reversal, accounts, asked } = await reverseJournal(tx, id, date ?? today, memo)
    return {
      ...outcomeReply(asked, `the reversal of “${original.memo}”`, reversal.id),
      data: { ...journalData(reversal, accounts, asked), reverses: original.id },
    }
  },
})
