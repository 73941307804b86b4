import type { Column, Table } from '../../lib/table.js'

/** The currency of a column of money that has but one: its head names it then, and no cell has to. */
export function columnCurrency({ rows, totals }: Pick<Table, 'rows' | 'totals'>, { key, type }: Column): string | null {
  if (type !== 'money') return null
  const found = new Set<string>()
  for (const row of totals ? [...rows, totals] : rows) {
    const cell = row[key]
    if (cell !== null && typeof cell === 'object' && 'money' in cell) found.add(cell.money.currency)
  }
  const [only, second] = found
  return only !== undefined && second === undefined ? only : null
}
