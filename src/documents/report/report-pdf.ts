import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { headlineOf, type MadeReport } from '../../domain/reports/make-report.js'
import type { Column, Row } from '../../lib/table.js'
import { chartPng } from '../chart-png.js'
import { renderPdf } from '../render-pdf.js'
import { visual } from '../visual.js'
import { aboutReport } from './about.js'
import { longestTexts, textOf } from './column-texts.js'
import { columnCurrency } from './currencies.js'
import { lookOf, roomForChart, widthsOf } from './page-plan.js'

const MUTED = '#64748b'
const DARK = '#1e293b'

/** A table begins with at least so many rows under its heads. */
const FIRST_ROWS = 4

/** A report as pages: what it is of, its chart, its table with heads on every page, and what must be known to trust it. */
export async function reportPdf(report: MadeReport): Promise<Uint8Array> {
  const look = lookOf(report)
  const chart = report.chart && report.chart.categories.length > 0 ? await chartPng(report.chart) : null
  return renderPdf({
    pageSize: look.page,
    pageOrientation: look.landscape ? 'landscape' : 'portrait',
    pageMargins: [56, 52, 56, 52],
    info: { title: `${report.title} ${report.to ?? report.asOf}`, author: report.company },
    defaultStyle: { font: 'DejaVu', fontSize: look.size, color: DARK, lineHeight: 1.15 },
    footer: (page, pages) => ({
      columns: [
        { text: visual(`${report.company} · ${report.title} · ${report.period}`), width: '*' },
        { text: `${page} of ${pages}`, alignment: 'right', width: 60 },
      ],
      margin: [56, 14, 56, 0],
      fontSize: 7,
      color: MUTED,
    }),
    content: [
      { text: visual(headlineOf(report)), bold: true, fontSize: 14, margin: [0, 0, 0, 8] },
      about(report),
      ...(chart ? [picture(chart, look.width, roomForChart(report, look))] : []),
      table(report),
      { stack: report.notes.map((note) => ({ text: visual(note) })), color: MUTED, margin: [0, 10, 0, 0] },
    ],
  })
}

const about = (report: MadeReport): Content => ({
  layout: 'noBorders',
  fontSize: 8,
  margin: [0, 0, 0, 12],
  table: {
    widths: ['auto', '*'],
    body: aboutReport(report).map(([label, value]) => [{ text: label, color: MUTED }, { text: visual(value) }]),
  },
})

const picture = (png: Uint8Array, width: number, height: number): Content => ({
  image: `data:image/png;base64,${Buffer.from(png).toString('base64')}`,
  fit: [Math.min(width, 560), height],
  margin: [0, 0, 0, 12],
})

const isFigure = ({ type }: Column): boolean => type === 'money' || type === 'number' || type === 'percent'

function table(report: MadeReport): Content {
  const { columns, rows, totals, subtotals = [] } = report
  const currencies = columns.map((column) => columnCurrency(report, column))
  const heads = columns.map((column, at): TableCell => {
    const label = currencies[at] ? `${column.label} ${currencies[at]}` : column.label
    return {
      text: visual(label),
      bold: true,
      color: '#ffffff',
      fillColor: '#334155',
      alignment: isFigure(column) ? 'right' : 'left',
    }
  })
  const line = (row: Row, more: object): TableCell[] =>
    columns.map((column, at) => ({
      text: visual(textOf(row, column, currencies[at] ?? null)),
      ...(isFigure(column) || column.type === 'date' ? { noWrap: true } : {}),
      ...(isFigure(column) ? { alignment: 'right' } : {}),
      ...more,
    }))
  const sum = { bold: true, fillColor: '#f1f5f9' }
  const body = rows.map((row, at) => line(row, subtotals.includes(at) ? sum : {}))
  const last = Object.keys(totals).length > 0 ? [line(totals, { bold: true, fillColor: '#e2e8f0' })] : []
  return {
    layout: {
      hLineWidth: () => 0.4,
      vLineWidth: () => 0,
      hLineColor: () => '#cbd5e1',
      paddingTop: () => 3,
      paddingBottom: () => 2,
    },
    table: {
      headerRows: 1,
      dontBreakRows: true,
      // Two rows at the foot of a page are no table: it begins on the next one.
      keepWithHeaderRows: Math.min(FIRST_ROWS, body.length),
      widths: widthsOf(columns, longestTexts(report)),
      body: [heads, ...body, ...last],
    },
  }
}
