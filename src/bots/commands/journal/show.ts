import { getEntryIdByRef } from '../../../domain/ledger/journal-list-store.js'
import {
  type Counterpart,
  findCounterparts,
  type TracedPosting,
  tracePostings,
} from '../../../domain/ledger/trace-store.js'
import { addMonths, type IsoDate, shortDate } from '../../../lib/dates.js'
import { toDecimal } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
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
    const { postings, reverses, reversedBy } = await context.read(async (read) => {
      const entryId = await getEntryIdByRef(read, entry)
      await refuseRestrictedEntry(context, read, entryId)
      return { postings: await tracePostings(read, { entryId }), ...(await findCounterparts(read, entryId)) }
    })
    const [first] = postings
    return {
      headline: first ? `${first.entry ?? 'Not sealed yet'}, ${shortDate(first.date)}: ${first.memo}` : entry,
      fields: fieldsWith([
        ['Source', first?.source ?? null],
        ['Reverses', reverses && called(reverses)],
        ['Reversed by', reversedBy && called(reversedBy)],
      ]),
      table: traceTable(postings),
      actions: first
        ? [
            { label: 'Trace', do: { command: 'journal trace', args: { entry } }, typed: `journal trace ${entry}` },
            ...[reverses, reversedBy].flatMap((other) => (other ? [showButton(other)] : [])),
            ...(context.asker.may('journal.write') ? againButton(first, postings, context.today) : []),
          ]
        : [],
      data: {
        entry: first?.entry ?? null,
        date: first?.date ?? null,
        source: first?.source ?? null,
        reverses: reverses && nameOf(reverses),
        reversedBy: reversedBy && nameOf(reversedBy),
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

const nameOf = ({ id, entry }: Counterpart): string => entry ?? id

/** "JE-519 of 31 Oct 2026: LINE-3 was posted wrongly". */
const called = ({ entry, date, memo }: Counterpart): string =>
  `${entry ?? 'an entry that is not sealed yet'} of ${shortDate(date)}: ${memo}`

const showButton = (other: Counterpart): Action => ({
  label: other.entry ?? 'Its reversal',
  do: { command: 'journal show', args: { entry: nameOf(other) } },
  typed: `journal show ${nameOf(other)}`,
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
