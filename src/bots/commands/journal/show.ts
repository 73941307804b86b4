import { getEntryIdByRef } from '../../../domain/ledger/journal-list-store.js'
import { type TracedPosting, tracePostings } from '../../../domain/ledger/trace-store.js'
import { addMonths, type IsoDate } from '../../../lib/dates.js'
import { toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { traceTable } from '../invoice/posting-table.js'
import { required } from '../params.js'
import type { Action } from '../reply.js'
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
      actions: first
        ? [
            { label: 'Trace', do: { command: 'journal trace', args: { entry } }, typed: `journal trace ${entry}` },
            ...(context.asker.may('journal.write') ? againButton(first, postings, context.today) : []),
          ]
        : [],
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

/** What recurs by hand, such as payroll: the same lines in the form, a month later, to be changed. Lines on a document are not typed. */
function againButton(first: TracedPosting, postings: readonly TracedPosting[], today: IsoDate): Action[] {
  if (first.source !== 'manual') return []
  const later = addMonths(first.date, 1)
  const lines = postings
    .map(({ account, amount, department }) =>
      [account, toDecimal(amount), department && `department:${/\s/.test(department) ? `"${department}"` : department}`]
        .filter(Boolean)
        .join(' '),
    )
    .join('; ')
  const args = { memo: first.memo, lines, date: later > today ? today : later }
  return [{ label: 'Post again…', do: { form: 'journal new', args } }]
}
