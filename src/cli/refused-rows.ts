import type { Refusal } from '../imports/define-import.js'

/** Lines on a terminal; `--json` names all rows. */
const MOST_LINES = 50
/** Rows of a line that are named one by one. */
const MOST_ROWS = 8

/** What was refused, as lines: rows with the same fault share one, at the place of the first. */
export function refusedLines(refused: readonly Refusal[]): string[] {
  const alike = new Map<string, number[]>()
  for (const { row, field, value, reason } of refused) {
    const fault = `${field ? `, ${field}${value === null ? '' : ` “${value}”`}` : ''}: ${reason}`
    const rows = alike.get(fault)
    if (rows) rows.push(row)
    else alike.set(fault, [row])
  }
  const lines = [...alike].slice(0, MOST_LINES)
  const left = refused.length - lines.reduce((sum, [, rows]) => sum + rows.length, 0)
  const more = left > 0 ? [`… and ${left} more: --json names them all.`] : []
  return [...lines.map(([fault, rows]) => `${rowsSaid(rows)}${fault}`), ...more]
}

function rowsSaid(rows: readonly number[]): string {
  const [first = 0, last = first] = [rows[0], rows.at(-1)]
  if (rows.length === 1) return `row ${first}`
  if (rows.length > 2 && last - first === rows.length - 1) return `rows ${first} to ${last}`
  if (rows.length <= MOST_ROWS) return `rows ${rows.join(', ')}`
  return `rows ${rows.slice(0, MOST_ROWS).join(', ')} and ${rows.length - MOST_ROWS} more`
}
