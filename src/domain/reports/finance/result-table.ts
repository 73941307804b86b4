import type { Cell, Column, Row } from '../../../lib/table.js'
import type { ProfitAndLoss, ResultRow } from '../../ledger/profit-and-loss.js'
import { cellsIn } from '../cells.js'
import type { ReportResult } from '../define-report.js'

/** Income, expenses and what is left, in columns of whatever they were added up by. */
export type ResultColumn = { key: string; label: string }

type Laid = Pick<ReportResult, 'columns' | 'rows' | 'subtotals' | 'totals' | 'explain'>

const KINDS = [
  ['income', 'Income'],
  ['expense', 'Expenses'],
] as const

/** Accounts with a column each of `columns` and their total; each kind's own total follows its accounts. */
export function resultTable(
  result: ProfitAndLoss,
  columns: readonly ResultColumn[],
  currency: string,
  explain: (code: string) => string,
): Laid {
  const cells = (amounts: ReadonlyMap<string, bigint>, total: bigint) => amountCells(columns, amounts, total, currency)
  const parts = KINDS.map(([kind, title]) => {
    const own = result.rows.filter((row) => row.kind === kind)
    const sums = kind === 'income' ? result.income : result.expense
    const total = own.reduce((sum, row) => sum + row.total, 0n)
    return { own, closing: { code: title, name: 'Total', ...cells(sums, total) } }
  }).filter(({ own }) => own.length > 0)
  return laidOut(
    [
      { key: 'code', label: 'Account', type: 'text' },
      { key: 'name', label: 'Name', type: 'text' },
      ...columns.map(({ key, label }) => ({ key, label, type: 'money' as const })),
      { key: 'total', label: 'Total', type: 'money' },
    ],
    parts.map(({ own, closing }) => ({
      own: own.map((row) => ({ row: { ...named(row), ...cells(row.months, row.total) }, command: explain(row.code) })),
      closing,
    })),
    { code: 'Result', ...cells(result.result, result.total) },
  )
}

type Part = { own: readonly { row: Row; command: string | null }[]; closing: Row }

/** Parts under each other, each closed by its total. */
export function laidOut(columns: readonly Column[], parts: readonly Part[], totals: Row): Laid {
  const rows: Row[] = []
  const explain: (string | null)[] = []
  const subtotals: number[] = []
  for (const { own, closing } of parts) {
    for (const { row, command } of own) {
      rows.push(row)
      explain.push(command)
    }
    subtotals.push(rows.length)
    rows.push(closing)
    explain.push(null)
  }
  return { columns, rows, subtotals, totals, explain }
}

const named = ({ code, name }: Pick<ResultRow, 'code' | 'name'>) => ({ code, name })

function amountCells(
  columns: readonly ResultColumn[],
  amounts: ReadonlyMap<string, bigint>,
  total: bigint,
  currency: string,
): Row {
  const { amount } = cellsIn(currency)
  const cell = (minor: bigint | undefined): Cell => (minor === undefined ? null : amount(minor))
  return { ...Object.fromEntries(columns.map(({ key }) => [key, cell(amounts.get(key))])), total: amount(total) }
}
