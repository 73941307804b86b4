import type { CellObject, SheetData } from 'write-excel-file/node'
import type { MadeReport } from '../../domain/reports/make-report.js'
import type { Column, Row } from '../../lib/table.js'
import { chartPng } from '../chart-png.js'
import { aboutReport } from './about.js'
import { columnCurrency } from './currencies.js'
import { type Added, addedUp } from './formulas.js'
import { sheetCell } from './sheet-cell.js'
import { cachedResults, onePageWide, type Results } from './sheet-features.js'

const HEAD: Partial<CellObject> = {
  fontWeight: 'bold',
  textColor: '#ffffff',
  backgroundColor: '#334155',
  wrap: true,
  alignVertical: 'center',
  height: 32, // two lines: not every program grows a row with what is in it
}
const SUM: Partial<CellObject> = { fontWeight: 'bold', topBorderStyle: 'thin', topBorderColor: '#64748b' }
const TOTAL: Partial<CellObject> = { ...SUM, backgroundColor: '#e2e8f0' }

/** Dots to the inch of a chart's picture, which is painted at twice its size. */
const CHART_DPI = 192

/**
 * A report as a workbook: what it is of above, figures and dates as such, sums as formulas, its chart on a second sheet. Sums are
 * SUBTOTALs: those of parts are not counted again, and who filters rows sees the sum of what is shown.
 */
export async function reportXlsx(report: MadeReport): Promise<Uint8Array> {
  const { data, columns, headRow, results } = sheetOf(report)
  const chart = report.chart && Buffer.from(await chartPng(report.chart))
  const size = chart && sizeOf(chart)
  const figures = {
    data,
    sheet: 'Report',
    columns,
    stickyRowsCount: headRow,
    showGridLines: false,
    ...(report.columns.length > 5 ? { orientation: 'landscape' as const } : {}),
  }
  const picture = chart &&
    size && {
      data: [[{ type: String, value: report.title, fontWeight: 'bold' as const }]],
      sheet: 'Chart',
      showGridLines: false,
      orientation: 'landscape' as const,
      images: [
        {
          content: chart,
          contentType: 'image/png',
          ...size,
          dpi: CHART_DPI,
          anchor: { row: 3, column: 1 },
          title: report.chart?.title ?? '',
        },
      ],
    }
  const options = { fontFamily: 'Calibri', fontSize: 11, features: [cachedResults(results), onePageWide] }
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  return writeXlsxFile(picture ? [figures, picture] : [figures], options).toBuffer()
}

function sheetOf(report: MadeReport) {
  const { columns, rows, totals, notes } = report
  const about = aboutReport(report).map(([label, value]) => [
    { type: String, value: label, textColor: '#64748b' },
    { type: String, value },
  ])
  const above: SheetData = [
    [{ type: String, value: title(report), fontWeight: 'bold', fontSize: 14, height: 22 }],
    ...about,
    [],
  ]
  const headRow = above.length + 1
  const results: Results = new Map()
  const place = { report, first: headRow + 1, results }
  const data: SheetData = [
    ...above,
    columns.map((column) => head(report, column)),
    ...rows.map((row, at) => columns.map((column, index) => cellAt(place, column, index, row, at))),
    ...(Object.keys(totals).length > 0
      ? [columns.map((column, index) => cellAt(place, column, index, totals, rows.length))]
      : []),
    [],
    ...notes.map((note) => [{ type: String, value: note, textColor: '#64748b' }]),
  ]
  return { data, headRow, results, columns: columns.map((column) => ({ width: widthOf(report, column) })) }
}

const title = ({ title, summary }: MadeReport): string => (summary ? `${title}: ${summary}` : title)

const isFigure = ({ type }: Column): boolean => type === 'money' || type === 'number' || type === 'percent'

function head(report: MadeReport, column: Column): CellObject {
  const currency = columnCurrency(report, column)
  const value = currency ? `${column.label}, ${currency}` : column.label
  return { type: String, value, ...HEAD, align: isFigure(column) ? 'right' : 'left' }
}

type Place = { report: MadeReport; first: number; results: Results }

function cellAt(
  { report, first, results }: Place,
  column: Column,
  index: number,
  row: Row,
  at: number,
): CellObject | null {
  const isTotal = at === report.rows.length
  const isSum = isTotal || (report.subtotals ?? []).includes(at)
  const cell = sheetCell(row[column.key], columnCurrency(report, column))
  if (!isSum) return cell
  const look = isTotal ? TOTAL : SUM
  if (!cell) return { ...look, type: String, value: '' }
  const added = addedUp(report, report.totals, column, at)
  if (!added || typeof cell.value !== 'number') return { ...cell, ...look }
  const letter = letterOf(index)
  results.set(`${letter}${first + at}`, cell.value)
  return { ...cell, ...look, type: 'Formula', value: formula(letter, first, added) }
}

const formula = (letter: string, first: number, { from, to }: Added): string =>
  `SUBTOTAL(9,${letter}${first + from}:${letter}${first + to})`

/** A, B, … Z, AA. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26)
  return `${rest > 0 ? letterOf(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`
}

const MOST_CHARACTERS = 48

/** As wide as what stands in it, up to a line of text; with room for a machine that has a wider font than ours. */
function widthOf({ rows, totals }: MadeReport, { key, label, type }: Column): number {
  if (type === 'money') return Math.max(15, label.length + 7)
  if (type === 'date' || type === 'percent' || type === 'number') return Math.max(11, label.length + 2)
  const lengths = [...rows, totals].map((row) => String(sheetCell(row[key], null)?.value ?? '').length)
  return Math.min(MOST_CHARACTERS, Math.ceil(Math.max(label.length, 10, ...lengths) * 1.15) + 2)
}

/** Width and height of a PNG, from its header (RFC 2083, 11.2.2). */
const sizeOf = (png: Buffer): { width: number; height: number } => ({
  width: png.readUInt32BE(16),
  height: png.readUInt32BE(20),
})
