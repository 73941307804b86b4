import type { ReportResult } from '../../../domain/reports/define-report.js'
import { shortDate } from '../../../lib/dates.js'
import type { Cell, Column, Row } from '../reply.js'

/** What lists the rows behind some of a report's; `rows` are what those are called. */
type Explained = { label: string; rows: readonly string[]; command: string }

/**
 * The rows that have something behind them, each command once: two of one stage, in two currencies, have the same. Rows that are called alike
 * and have each their own (a tax code of sales and of purchases, deals lost in euros and in dollars) say what differs as well.
 */
export function explainedRows({
  explain,
  rows,
  columns,
}: Pick<ReportResult, 'explain' | 'rows' | 'columns'>): Explained[] {
  const behind = rows.flatMap((row, at) => {
    const command = explain[at] ?? null
    return command === null ? [] : [{ command, row, called: calledOf(row, columns) }]
  })
  for (const [nth, { key }] of columns.entries()) {
    const before = behind.map(({ called }) => called.join(', '))
    // The second column goes with the name; a later one is said only where it tells them apart.
    const differs = (word: string, other: Row) => nth < 2 || wordOf(other[key]) !== word
    for (const [at, { command, row, called }] of behind.entries()) {
      const alike = behind.filter((other, n) => before[n] === before[at] && other.command !== command)
      const word = wordOf(row[key])
      if (word !== undefined && !called.includes(word) && alike.some((other) => differs(word, other.row)))
        called.push(word)
    }
  }
  const labels = new Map<string, string[]>()
  for (const { command, called } of behind) labels.set(command, [...(labels.get(command) ?? []), called.join(', ')])
  return [...labels].map(([command, called]) => {
    const [only = '', ...others] = new Set(called)
    return { command, rows: called, label: others.length === 0 ? only : `All ${called.length} rows` }
  })
}

/** By its first column, or its second where that has nothing (a result has no account); a figure alone by what it is a figure of. */
function calledOf(row: Row, columns: readonly Column[]): string[] {
  const word = columns.slice(0, 2).flatMap(({ key }) => labelOf(row[key]) ?? [])[0]
  return [word ?? columns[0]?.label ?? 'All of it']
}

/** What tells a row from another of the same name: a word, or the currency that it is in. */
const wordOf = (cell: Cell | undefined): string | undefined =>
  typeof cell === 'object' && cell !== null && 'money' in cell ? cell.money.currency : labelOf(cell)

function labelOf(cell: Cell | undefined): string | undefined {
  if (typeof cell === 'string') return cell === '' ? undefined : cell
  if (typeof cell !== 'object' || cell === null) return undefined
  if ('running' in cell) return cell.running
  if ('date' in cell) return shortDate(cell.date)
  if ('person' in cell) return cell.person
  return 'ref' in cell ? `${cell.ref} ${cell.title}`.trim() : undefined
}
