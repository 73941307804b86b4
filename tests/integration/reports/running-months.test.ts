import { expect, it } from 'vitest'
import { reportReply } from '../../../src/bots/commands/report/run-report.js'
import { plainCell } from '../../../src/bots/slack/render/cells.js'
import { reportCsv } from '../../../src/documents/report/report-csv.js'
import { sheetCell } from '../../../src/documents/report/sheet-cell.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import type { MadeReport } from '../../../src/domain/reports/make-report.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { reportData } from '../../../src/domain/reports/report-data.js'
import { entry, testBooks } from '../../support/books.js'
import { madeReport } from '../../support/run-report.js'

// A month that is not over stands beside whole ones: it says so, or it looks like a fall.

const books = await testBooks()
const reports = await loadReports()
const post = (date: string, lines: Record<string, string>) =>
  books.change(async (tx) => postEntries(tx, [await entry(tx, date, 'Sold', lines)]))
await post('2026-10-12', { '1800': '900.00', '4400': '-900.00' })
await post('2026-11-12', { '1800': '100.00', '4400': '-100.00' })

async function made(name: string, args = {}, today = '2026-11-23'): Promise<MadeReport> {
  const report = reports.get(name)
  if (!report) throw new Error(`There is no report ${name}.`)
  return madeReport(books, report, args, { today })
}
const heads = ({ columns }: MadeReport) => columns.map(({ label }) => label)

it('says in a column’s head and in the chart up to when it has been', async () => {
  const flow = await made('cash-flow', { from: '2026-10' })
  expect(heads(flow)).toEqual(['Account', 'What', '2026-10', '2026-11 (until 23 Nov)', 'Total'])
  expect(flow.chart?.categories).toEqual(['2026-10', '2026-11 (until 23 Nov)'])
  const quarters = await made('profit-and-loss', { by: 'quarter', from: '2026-07' })
  expect(heads(quarters).slice(2)).toEqual(['Jul–Sep 2026', 'Oct–Nov 2026 (until 23 Nov)', 'Total'])
})

it('says it in a row wherever that is read, and leaves scripts the month', async () => {
  const revenue = await made('revenue', { from: '2026-10' })
  const cell = revenue.rows[1]?.['month']
  const said = '2026-11 (until 23 Nov)'
  expect([plainCell(cell, 'UTC'), sheetCell(cell, null)?.value]).toEqual([said, said])
  expect(reportCsv(revenue)).toContain(`\r\n${said},100.00,`)
  expect(revenue.chart?.categories).toEqual(['2026-10', said])
  expect(reportData(revenue).rows.map(({ month }) => month)).toEqual(['2026-10', '2026-11'])
})

it('says it of the days of a report that has one figure for all of them', async () => {
  for (const name of ['top-customers', 'spend-by-supplier', 'won-and-lost'])
    expect((await made(name, { from: '2026-10' })).period).toBe('From 1 Oct 2026 to 30 Nov 2026 (until 23 Nov)')
})

it('says of books as they were known on a day how far they went then', async () => {
  const known = { from: '2026-10', to: '2026-11', known: '2026-10-20' }
  expect(heads(await made('cash-flow', known))).toContain('2026-10 (until 20 Oct)')
  expect(heads(await made('cash-flow', { ...known, known: '2026-11-15' }))).toContain('2026-11 (until 15 Nov)')
})

it('says nothing of what is over, and of what looks ahead', async () => {
  expect(heads(await made('cash-flow', { from: '2026-10' }, '2026-11-30'))).toContain('2026-11')
  expect((await made('revenue', { to: '2026-10' })).period).not.toContain('until')
  expect((await made('forecast', { from: '2026-11', to: '2026-12' })).period).toBe('From 1 Nov 2026 to 31 Dec 2026')
})

it('calls months by their names where people read them, and by their figures in what is calculated with', async () => {
  const revenue = await made('revenue', { from: '2026-10' })
  const reply = reportReply(revenue)
  const named = ['Oct 2026', 'Nov 2026 (until 23 Nov)']
  expect(reply.table?.rows.map(({ month }) => plainCell(month, 'UTC'))).toEqual(named)
  expect(reply.chart?.categories).toEqual(named)
  const flow = reportReply(await made('cash-flow', { from: '2026-10' })).table?.columns.map(({ label }) => label)
  expect(flow).toEqual(['Account', 'What', ...named, 'Total'])
  expect(reportCsv(revenue)).toContain('\r\n2026-10,900.00,')
})
