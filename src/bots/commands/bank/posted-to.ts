import type { BankLine } from '../../../domain/banking/line-store.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Done } from '../define-command.js'
import type { RecordRef } from '../params.js'

/** A line that was posted somewhere, by which entry, and how it is opened again. */
export const postedTo = (line: RecordRef, posted: BankLine, where: string, entryId?: string | null): Done => ({
  headline: `${posted.ref} ${formatMoney(money(posted.amountMinor, posted.currency))} is posted to ${where}`,
  changes: [{ label: 'State', before: 'open', after: `posted to ${where}` }],
  fields: [{ label: 'Posted on', value: { date: posted.bookingDate } }],
  ...(entryId && {
    actions: [{ label: 'Journal entry', do: { command: 'journal show', args: { entry: entryId } } }],
    notes: ['The entry gets its number when it is sealed, in a moment.'],
  }),
  undo: { command: 'bank unmatch', args: { line }, versions: { [line.id]: posted.version } },
  data: { line: posted.ref, account: where, date: posted.bookingDate, ...(entryId && { entry: entryId }) },
})
