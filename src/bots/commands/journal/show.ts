import { getEntryIdByRef } from '../../../domain/ledger/journal-list-store.js'
import { tracePostings } from '../../../domain/ledger/trace-store.js'
import { toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { traceTable } from '../invoice/posting-table.js'
import { required } from '../params.js'
import { refuseRestrictedEntry } from './restricted.js'

export default defineCommand({
  name: 'journal show',
  summary: 'One journal entry with its postings',
  example: 'journal show JE-381',
  params: { entry: required('text', 'Entry', { target: true }) },
  needs: 'journal.read',
  risk: 'read',
  run: async (context, { entry }) => {
    const postings = await context.read(async (read) => {
      const entryId = await getEntryIdByRef(read, entry)
      await refuseRestrictedEntry(context, read, entryId)
      return tracePostings(read, { entryId })
    })
    const [first] = postings
    return {
      headline: first ? `${first.entry}, ${first.date}: ${first.memo}` : entry,
      fields: first ? [{ label: 'Source', value: first.source }] : [],
      table: traceTable(postings),
      data: {
        entry: first?.entry ?? null,
        date: first?.date ?? null,
        source: first?.source ?? null,
        postings: postings.map(({ account, memo, amount }) => ({
          account,
          memo,
          currency: amount.currency,
          amount: toDecimal(amount),
        })),
      },
    }
  },
})
