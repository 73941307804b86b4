import type { Account } from '../../../domain/ledger/account.js'
import type { NewEntry } from '../../../domain/ledger/entry.js'
import type { TracedPosting } from '../../../domain/ledger/trace-store.js'
import { counted } from '../../../lib/counted.js'
import { shortDate } from '../../../lib/dates.js'
import { type Money, money } from '../../../lib/money.js'
import type { Cell, Column, Table } from '../reply.js'

/** A department is said where any line has one: lines of one account are told apart by it. */
const sides = (postings: readonly { department?: string | null }[]): Column[] => [
  { key: 'account', label: 'Account', type: 'text' },
  ...(postings.some(({ department }) => department)
    ? [{ key: 'department', label: 'Department', type: 'text' } as const]
    : []),
  { key: 'debit', label: 'Debit', type: 'money' },
  { key: 'credit', label: 'Credit', type: 'money' },
]

/** An entry before it is posted, as an accountant reads it. */
export function entryTable(entry: NewEntry, accounts: readonly Account[]): Table {
  const names = new Map(accounts.map(({ id, code, name }) => [id, `${code} ${name}`]))
  return {
    columns: sides(entry.postings),
    rows: entry.postings.map(({ accountId, amount, department }) => ({
      account: names.get(accountId) ?? '',
      department: department ?? null,
      ...debitCredit(amount),
    })),
  }
}

/** What was posted, whole entries. Their numbers come with sealing. */
export const traceTable = (postings: readonly TracedPosting[]): Table => ({
  columns: [
    { key: 'date', label: 'Date', type: 'date' },
    { key: 'entry', label: 'Entry', type: 'text' },
    ...sides(postings),
  ],
  rows: postings.map((posting) => ({
    date: { date: posting.date },
    entry: posting.entry ?? `${posting.source} (not sealed yet)`,
    account: `${posting.account} ${posting.accountName}`,
    department: posting.department,
    ...debitCredit(posting.amount),
  })),
})

const debitCredit = (amount: Money): { debit: Cell; credit: Cell } => ({
  debit: amount.minor > 0n ? { money: amount } : null,
  credit: amount.minor < 0n ? { money: money(-amount.minor, amount.currency) } : null,
})

/** "3 postings in period 2026-11" – the section's title. */
export const postingTitle = (entry: NewEntry): string =>
  `What will be posted on ${shortDate(entry.date)}: ${counted(entry.postings.length, 'line')}`
