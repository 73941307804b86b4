import type { CellObject } from 'write-excel-file/node'
import { sayRunning } from '../../lib/cell-text.js'
import { minorDigits, toDecimal } from '../../lib/money.js'
import type { Cell } from '../../lib/table.js'

/** A cell as a spreadsheet keeps it: figures and dates as such, with how they are shown. Texts are texts, whatever they begin with. */
export function sheetCell(cell: Cell | undefined, columnCurrency: string | null): CellObject | null {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'string') return { type: String, value: cell }
  if (typeof cell === 'number')
    return { type: Number, value: cell, align: 'right', format: Number.isInteger(cell) ? '#,##0' : '#,##0.0' }
  if ('money' in cell) {
    const { currency } = cell.money
    return {
      type: Number,
      value: Number(toDecimal(cell.money)),
      format: moneyFormat(currency, columnCurrency),
      align: 'right',
    }
  }
  if ('date' in cell) return { type: Date, value: new Date(`${cell.date}T00:00:00Z`), format: 'yyyy-mm-dd' }
  if ('at' in cell) return { type: Date, value: cell.at, format: 'yyyy-mm-dd hh:mm' }
  if ('percent' in cell) return { type: Number, value: cell.percent / 100, format: '0.0%', align: 'right' }
  if ('running' in cell) return { type: String, value: sayRunning(cell) }
  if ('person' in cell) return { type: String, value: cell.person }
  return { type: String, value: `${cell.ref} ${cell.title}` }
}

/** Below zero with a sign and in red; with its currency behind it where the head of its column doesn't name one. */
function moneyFormat(currency: string, columnCurrency: string | null): string {
  const digits = minorDigits(currency)
  const figure = `#,##0${digits === 0 ? '' : `.${'0'.repeat(digits)}`}`
  const behind = columnCurrency === currency ? '' : `" ${currency}"`
  return `${figure}${behind};[Red]-${figure}${behind}`
}
