import type { ChangedEntry } from '../../../domain/close/changed-store.js'
import type { TaskRow } from '../../../domain/close/close-store.js'
import type { PriorItem } from '../../../domain/close/prior-item-store.js'
import { money } from '../../../lib/money.js'
import { moneyCell } from '../cells.js'
import type { Section, Table } from '../reply.js'

/** More entries than this are read where they are. */
const MOST_ROWS = 8

/** What was signed and opened again by the books: a line a task. */
export const changedLines = (tasks: readonly TaskRow[]): string[] =>
  tasks.flatMap(({ ref, title, changedNote }) => (changedNote ? [`↺ ${ref} ${title}: ${changedNote}`] : []))

/** Each task that was opened again, with the entries that did it. */
export const changedSections = (
  tasks: readonly TaskRow[],
  changed: ReadonlyMap<string, readonly ChangedEntry[]>,
): Section[] =>
  tasks
    .filter(({ changedNote }) => changedNote !== null)
    .map(({ id, ref, title }) => ({
      title: `${ref} ${title}: changed since it was signed`,
      table: entryTable(changed.get(id) ?? []),
    }))

function entryTable(entries: readonly ChangedEntry[]): Table {
  return {
    columns: [
      { key: 'entry', label: 'Entry', type: 'text' },
      { key: 'date', label: 'Dated', type: 'date' },
      { key: 'codes', label: 'Accounts', type: 'text' },
      { key: 'memo', label: 'What', type: 'text' },
      { key: 'amount', label: 'Moved', type: 'money' },
    ],
    rows: entries.slice(0, MOST_ROWS).map(({ entry, date, codes, memo, amount }) => ({
      entry,
      date: { date },
      codes,
      memo: memo ?? 'restricted',
      amount: moneyCell(amount),
    })),
    ...(entries.length > MOST_ROWS ? { more: entries.length - MOST_ROWS } : {}),
  }
}

/** What came after the lock of an earlier close, on the task that takes it up. */
export function priorSection(items: readonly PriorItem[], currency: string): Section[] {
  if (items.length === 0) return []
  const rows = items.map(({ entry, date, memo, movedMinor, signedRef, restricted }) => ({
    entry,
    date: { date },
    memo: restricted ? 'restricted' : memo,
    amount: restricted ? null : { money: money(movedMinor, currency) },
    signed: signedRef,
  }))
  const columns: Table['columns'] = [
    { key: 'entry', label: 'Entry', type: 'text' },
    { key: 'date', label: 'Dated', type: 'date' },
    { key: 'memo', label: 'What', type: 'text' },
    { key: 'amount', label: 'Moved', type: 'money' },
    { key: 'signed', label: 'Was signed as', type: 'text' },
  ]
  return [{ title: 'Came after the lock', table: { columns, rows } }]
}
