import { type LineFilter, listLines } from '../../../domain/banking/line-list-store.js'
import { money } from '../../../lib/money.js'
import { lineTitle } from '../bank/line-table.js'
import { defineRecordKind, type Lookup } from '../define-record-kind.js'

const find = async ({ read }: Lookup, filter: LineFilter) =>
  (await listLines(read, filter, 50)).map((line) => ({
    kind: 'bank-line' as const,
    id: line.id,
    ref: line.ref,
    title: lineTitle(line),
    version: line.version,
    currency: line.currency,
    details: [{ date: line.bookingDate }, { money: money(line.amountMinor, line.currency) }, line.state],
  }))

/** A line is named by its reference alone: what stands in it is for searching, not for naming. */
export default defineRecordKind({
  kind: 'bank-line',
  one: 'bank line',
  many: 'bank lines',
  refPrefixes: ['LINE'],
  needs: 'bank.read',
  owned: false,
  table: 'bank_line',
  detailLabels: ['Booked', 'Amount', 'State'],
  show: 'bank show',
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: (lookup, ref) => find(lookup, { ref }),
  findByName: async () => [],
  searchable: false,
})
