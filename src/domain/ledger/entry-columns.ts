import type { NewEntry, NewPosting } from './entry.js'

/** A column of many rows as Postgres writes an array; null where no row has a value, which costs nothing to read. */
type Column = string | null

type Value = string | number | bigint | undefined

/** Entries by columns. */
export const headsOf = (entries: readonly NewEntry[]) => ({
  id: column(entries, (entry) => entry.id),
  date: column(entries, (entry) => entry.date),
  source: column(entries, (entry) => quoted(entry.source)),
  memo: column(entries, (entry) => quoted(entry.memo)),
  key: column(entries, (entry) => quoted(entry.idempotencyKey)),
  batch: column(entries, (entry) => entry.batchId),
})

/** Their lines by columns: of which entry each is, counted from 1, the how manieth there, and what it says. */
export function linesOf(entries: readonly NewEntry[]) {
  const lines = entries.flatMap(({ postings }) => postings)
  return { ...placesOf(entries), ...amountsOf(lines), ...namedOf(lines) }
}

function placesOf(entries: readonly NewEntry[]) {
  const entry: number[] = []
  const line: number[] = []
  for (const [at, { postings }] of entries.entries()) {
    for (let n = 1; n <= postings.length; n += 1) {
      entry.push(at + 1)
      line.push(n)
    }
  }
  return { entry: `{${entry.join()}}`, line: `{${line.join()}}` }
}

const amountsOf = (lines: readonly NewPosting[]) => ({
  account: column(lines, (line) => line.accountId),
  amount: column(lines, (line) => line.amount.minor),
  currency: column(lines, (line) => quoted(line.amount.currency)),
  base: column(lines, (line) => line.baseMinor),
})

const namedOf = (lines: readonly NewPosting[]) => ({
  company: column(lines, (line) => line.companyId),
  invoice: column(lines, (line) => line.invoiceId),
  payment: column(lines, (line) => line.paymentId),
  department: column(lines, (line) => quoted(line.department)),
  deal: column(lines, (line) => line.dealId),
  memo: column(lines, (line) => quoted(line.memo)),
  bill: column(lines, (line) => line.billId),
  taxCode: column(lines, (line) => line.taxCodeId),
})

/** Joined at the end: text that grows by a piece a value takes twice as long. */
function column<Row>(rows: readonly Row[], of: (row: Row) => Value): Column {
  if (rows.every((row) => of(row) === undefined)) return null
  return `{${rows.map((row) => of(row) ?? 'NULL').join()}}`
}

function quoted(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return text.includes('"') || text.includes('\\') ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}
