import { escapeHtml } from '../../lib/escape-html.js'
import type { Column, Row, Table } from '../../lib/table.js'
import { plainCell } from '../commands/plain-text/cells.js'
import { STYLE } from './html.js'

const FIGURES = new Set<Column['type']>(['money', 'number', 'percent'])

/** A table with its figures to the right and its totals below; columns with nothing in them are left out. */
export function htmlTable(table: Table, timeZone: string): string {
  if (table.rows.length === 0) return ''
  const columns = table.columns.filter(({ key }) =>
    [...table.rows, table.totals ?? {}].some((row) => !isEmpty(row[key])),
  )
  const row = (values: Row, tag: 'td' | 'th', style: string) =>
    `<tr>${columns.map((column) => `<${tag} style="${style}${figure(column)}">${escapeHtml(plainCell(values[column.key], timeZone))}</${tag}>`).join('')}</tr>`
  const heads = Object.fromEntries(columns.map(({ key, label }) => [key, label]))
  const rows = [
    row(heads, 'th', STYLE.head),
    ...table.rows.map((each) => row(each, 'td', STYLE.cell)),
    ...(table.totals ? [row(table.totals, 'td', STYLE.total)] : []),
  ]
  const more = table.more ? `<p style="${STYLE.text}">… and ${table.more} more</p>` : ''
  return `<div style="${STYLE.wide}"><table style="${STYLE.table}" cellspacing="0" cellpadding="0">\n${rows.join('\n')}\n</table></div>${more}`
}

const isEmpty = (cell: Row[string] | undefined): boolean => cell === null || cell === undefined || cell === ''

const figure = ({ type }: Column): string => (FIGURES.has(type) ? STYLE.figure : '')
