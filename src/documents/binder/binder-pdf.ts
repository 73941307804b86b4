import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { Binder } from '../../domain/close/binder-store.js'
import { finishedCount, monthName } from '../../domain/close/close-view.js'
import { type CellWords, cellText } from '../../lib/cell-text.js'
import { shortDate, utcMinute } from '../../lib/dates.js'
import { formatMoney } from '../../lib/money.js'
import type { Column, Row, Table } from '../../lib/table.js'
import { renderPdf } from '../render-pdf.js'
import { visual } from '../visual.js'
import type { BinderPart, EvidenceNames } from './binder-part.js'
import { binderParts } from './binder-tables.js'
import { proofParts } from './proof-parts.js'

const DARK = '#1e293b'
const MUTED = '#64748b'

/** The binder as pages: how the close stands, and each of its parts with heads on every page. */
export function binderPdf(binder: Binder, names: EvidenceNames): Promise<Uint8Array> {
  const title = `Close binder ${monthName(binder.name)}`
  return renderPdf({
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [48, 48, 48, 52],
    info: { title, author: binder.company, creationDate: binder.at },
    defaultStyle: { font: 'DejaVu', fontSize: 8, color: DARK, lineHeight: 1.15 },
    footer: (page, pages) => ({
      columns: [
        { text: visual(`${binder.company} · ${title} · ${stamp(binder.at)}`), width: '*' },
        { text: `${page} of ${pages}`, alignment: 'right', width: 60 },
      ],
      margin: [48, 14, 48, 0],
      fontSize: 7,
      color: MUTED,
    }),
    content: [
      { text: visual(`${binder.company}: ${title}`), bold: true, fontSize: 16, margin: [0, 0, 0, 6] },
      { stack: facts(binder).map((line) => ({ text: visual(line) })), color: MUTED, margin: [0, 0, 0, 8] },
      ...binderParts(binder, names).flatMap(pages),
      ...proofParts(binder).flatMap(pages),
    ],
  })
}

/** What one must know first. */
export function facts({ tasks, periods, sealNumber, at }: Binder): string[] {
  const states = periods.map(({ startsOn, state }) => `${startsOn.slice(0, 7)} ${state}`)
  return [
    `${finishedCount(tasks)} of ${tasks.length} tasks finished`,
    `Periods: ${states.join(', ')}`,
    `Figures as of seal ${sealNumber}, taken ${stamp(at)}`,
  ]
}

const stamp = (at: Date): string => `${utcMinute(at)} UTC`

function pages({ file, title, none, table }: BinderPart): Content[] {
  const head: Content = { text: visual(title), bold: true, fontSize: 11, margin: [0, 12, 0, 4] }
  const rows = table.rows.slice(0, PRINTED)
  const body: Content = rows.length === 0 ? { text: none, color: MUTED } : grid({ ...table, rows })
  const more = table.rows.length - rows.length
  const rest: Content[] = more > 0 ? [{ text: `${more} more rows: see ${file} in the archive`, color: MUTED }] : []
  return rows.length <= TOGETHER ? [{ unbreakable: true, stack: [head, body] }] : [head, body, ...rest]
}

/** So many rows of a part are pages; the archive has all of them. */
const PRINTED = 1_000

/** So many rows stay on one page with their heading; more go over pages. */
const TOGETHER = 12

const grid = ({ columns, rows, totals }: Table): Content => ({
  layout: 'lightHorizontalLines',
  table: {
    headerRows: 1,
    dontBreakRows: true,
    widths: columns.map(({ key }) => (WIDE.has(key) ? '*' : 'auto')),
    body: [
      columns.map((column): TableCell => ({ text: column.label, color: MUTED, alignment: side(column) })),
      ...rows.map((row) => line(columns, row, false)),
      ...(totals ? [line(columns, totals, true)] : []),
    ],
  },
})

const WIDE = new Set(['title', 'summary', 'reason', 'memo', 'what', 'why', 'name', 'hash', 'file'])

const line = (columns: readonly Column[], row: Row, bold: boolean): TableCell[] =>
  columns.map((column) => ({
    text: visual(inTwo(cellText(row[column.key] ?? null, WORDS).replace(/^[◌○◔◑●✕–] /u, ''))),
    alignment: side(column),
    noWrap: column.type === 'money',
    bold,
  }))

/** A SHA-256 on two lines: on one it leaves no room for the rest. */
const inTwo = (text: string): string => (/^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 32)}\n${text.slice(32)}` : text)

const side = ({ type }: Column): 'left' | 'right' => (type === 'money' || type === 'number' ? 'right' : 'left')

const WORDS: CellWords = {
  nothing: '',
  text: (text) => text,
  number: String,
  money: formatMoney,
  date: shortDate,
  at: stamp,
  percent: (percent) => `${percent} %`,
  record: ({ ref }) => ref,
}
