import type { MadeReport } from '../../domain/reports/make-report.js'
import { type CellWords, cellText } from '../../lib/cell-text.js'
import { shortDate, utcMinute } from '../../lib/dates.js'
import { formatMoney } from '../../lib/money.js'
import type { Column, Row } from '../../lib/table.js'
import { figure } from '../figures.js'
import { columnCurrency } from './currencies.js'

/** A cell as a page has it; `currency` is the one that the column's head names. */
export const textOf = (row: Row, { key }: Column, currency: string | null): string =>
  cellText(row[key], words(currency))

/** Of each column how many letters its longest cell has. */
export function longestTexts(report: Pick<MadeReport, 'columns' | 'rows' | 'totals'>): number[] {
  const { columns, rows, totals } = report
  return columns.map((column) => {
    const currency = columnCurrency(report, column)
    return [...rows, totals].reduce((most, row) => Math.max(most, textOf(row, column, currency).length), 0)
  })
}

const words = (columnCurrency: string | null): CellWords => ({
  nothing: '',
  text: (text) => text,
  number: (value) => value.toLocaleString('en-GB', { maximumFractionDigits: 1 }),
  money: (amount) => (amount.currency === columnCurrency ? figure(amount.minor, amount.currency) : formatMoney(amount)),
  date: shortDate,
  at: utcMinute,
  percent: (percent) => `${percent}%`,
  record: ({ ref, title }) => `${ref} ${title}`,
})
