import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportReply } from '../../../src/bots/commands/report/run-report.js'
import { aboutReport } from '../../../src/documents/report/about.js'
import { longestTexts } from '../../../src/documents/report/column-texts.js'
import { widthsOf } from '../../../src/documents/report/page-plan.js'
import { reportCsv } from '../../../src/documents/report/report-csv.js'
import { reportPdf } from '../../../src/documents/report/report-pdf.js'
import { reportXlsx } from '../../../src/documents/report/report-xlsx.js'
import type { Report, ReportArgs, ReportParams } from '../../../src/domain/reports/define-report.js'
import type { MadeReport } from '../../../src/domain/reports/make-report.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { reportData } from '../../../src/domain/reports/report-data.js'
import type { Cell, Row } from '../../../src/lib/table.js'
import { demoBooks } from '../../support/demo-books.js'
import { pdfPages } from '../../support/pdf-text.js'
import { madeReport } from '../../support/run-report.js'

const books = await demoBooks()
const reports = [...(await loadReports()).values()]
const made = new Map<string, MadeReport>()

/** What a report that needs to be told of whom is asked about. */
async function argsOf(report: Report): Promise<ReportArgs<ReportParams>> {
  if (!report.params['company']?.required) return {}
  const [company] = await books.read(
    ({ sql }) => sql<{ id: string; ref: string; title: string }[]>`
      select c.id, c.ref, c.name as title from company c join invoice i on i.company_id = c.id group by c.id, c.ref, c.name
      order by count(*) desc, c.name limit 1`,
  )
  return company ? { company } : {}
}

/** The demo's mail comes by its mail room, which is not here, nor are jobs that look for signals. */
const QUIET = ['signals', 'response-times', 'talking-not-paying']

const asked = { currency: 'GBP', timeZone: 'Europe/London' }

beforeAll(async () => {
  for (const report of reports) made.set(report.name, await madeReport(books, report, await argsOf(report), asked))
})

const one = (name: string): MadeReport => made.get(name) as MadeReport

describe.each(reports.map(({ name }) => name))('%s', (name) => {
  it('has something to say of the demo company, and says what it is of', () => {
    const report = one(name)
    expect(report.rows.length > 0).toBe(!QUIET.includes(name))
    expect(report.explain).toHaveLength(report.rows.length)
    expect(report.period).toMatch(/^(From|As of) /)
    expect(report.standing).toMatch(/2026/)
    if (reports.find((each) => each.name === name)?.lane === 'ledger') expect(report.sealNumber).toBeGreaterThan(0n)
  })

  it('names no column that its rows and totals lack, and no cell that is in no column', () => {
    const { columns, rows, totals, subtotals = [] } = one(name)
    const keys = new Set(columns.map(({ key }) => key))
    expect(keys.size).toBe(columns.length)
    const known = [...rows, totals]
      .flatMap((row) => Object.entries(row))
      .filter(([key, cell]) => !keys.has(key) && cell)
    expect(known).toEqual([])
    expect(subtotals.every((at) => at < rows.length)).toBe(true)
    expect(JSON.stringify(reportData(one(name)))).not.toContain('undefined')
  })

  it('has a sum in each column that is added up, also where it comes to nothing', () => {
    const { columns, totals } = one(name)
    const isMoney = ({ key, type }: (typeof columns)[number]) => type === 'money' && totals[key] === null
    expect(columns.filter(isMoney).map(({ label }) => label)).toEqual([])
  })

  it('says in what its amounts are where it has any', () => {
    const hasAmounts = one(name).columns.some(({ type }) => type === 'money')
    const said = JSON.stringify([aboutReport(one(name)), reportReply(one(name)).notes])
    expect(said.match(/GBP unless stated/g)?.length ?? 0).toBe(hasAmounts ? 2 : 0)
  })

  it('draws no more than a chart can show', () => {
    const { series = [], categories = [] } = one(name).chart ?? {}
    expect(series.length).toBeLessThanOrEqual(7)
    expect(categories.length).toBeLessThanOrEqual(20)
    expect(series.filter(({ values }) => values.length !== categories.length)).toEqual([])
  })

  it('is a CSV with its rows first and what it is of below, a line as wide as the other', () => {
    const lines: string[][] = parse(reportCsv(one(name)), { bom: true })
    const { columns, rows, subtotals = [] } = one(name)
    expect(lines[0]?.[0]).toBe(columns[0]?.label)
    expect(lines[rows.length - subtotals.length + 2]?.slice(0, 2)).toEqual(['Report', one(name).title])
  })

  it('is a workbook whose sums are formulas that come to what the report says', async () => {
    const sheet = Buffer.from(
      unzipSync(await reportXlsx(one(name)))['xl/worksheets/sheet1.xml'] ?? new Uint8Array(),
    ).toString()
    const cells = new Map<string, number>()
    for (const [, at = '', value] of sheet.matchAll(
      /<c r="([A-Z]+\d+)"(?![^>]*t="s")[^>]*>(?:<f>[^<]*<\/f>)?<v>([^<]*)<\/v>/g,
    ))
      cells.set(at, Number(value))
    const formulas = [
      ...sheet.matchAll(/<c r="([A-Z]+)(\d+)"[^>]*><f>SUBTOTAL\(9,[A-Z]+(\d+):[A-Z]+(\d+)\)<\/f><v>([^<]*)<\/v>/g),
    ]
    const isFormula = new Set(formulas.map(([, column, row]) => `${column}${row}`))
    for (const [, column = '', , from, to, value] of formulas) {
      let sum = 0
      for (let row = Number(from); row <= Number(to); row++)
        if (!isFormula.has(`${column}${row}`)) sum += cells.get(`${column}${row}`) ?? 0
      expect(sum).toBeCloseTo(Number(value), 4)
    }
    expect(sheet.match(/<f>/g)?.length ?? 0).toBe(formulas.length)
  })
})

type Beside = { now: string; before: string; same: (row: Row, at: number) => unknown; recent?: true }

const named = ({ code, name }: Row): string => [code, name].map(String).join(' ')
const currencyOf = (cell: Cell | undefined): string =>
  typeof cell === 'object' && cell !== null && 'money' in cell ? cell.money.currency : ''

/** Which cell stands beside what it was before, and what makes two rows the same one. The demo's bills and cases are `recent`. */
const BESIDE: Record<string, Beside> = {
  'profit-and-loss': { now: 'now', before: 'before', same: named },
  'balance-sheet': { now: 'balance', before: 'before', same: named },
  'cash-flow': { now: 'total', before: 'before', same: named },
  revenue: { now: 'income', before: 'before', same: (_, at) => at },
  'spend-by-supplier': { now: 'spend', before: 'before', same: ({ supplier }) => supplier, recent: true },
  'top-customers': { now: 'revenue', before: 'before', same: ({ company }) => company },
  'won-and-lost': {
    now: 'deals',
    before: 'dealsBefore',
    same: ({ outcome, reason, native }) => [outcome, reason, currencyOf(native)].map(String).join(' '),
  },
  'case-targets': { now: 'opened', before: 'openedBefore', same: ({ group }) => group, recent: true },
}

const SPANS = {
  days: [{ asof: '2026-10-31' }, { asof: '2026-09-30' }],
  recent: [
    { from: '2026-11', to: '2026-11' },
    { from: '2026-10', to: '2026-10' },
  ],
  months: [
    { from: '2026-08', to: '2026-10' },
    { from: '2026-05', to: '2026-07' },
  ],
}

it.each(reports.filter(({ params }) => params['against']))(
  '$name beside the time before says of it what the report of that time says',
  async (report) => {
    const { now, before, same, recent } = BESIDE[report.name] as Beside
    const [these, those] = SPANS[report.params['asof'] ? 'days' : recent ? 'recent' : 'months']
    const against = { against: 'last-period' }
    const made = (args: object) => madeReport(books, report, args as ReportArgs<ReportParams>, asked)
    const both = await made({ ...these, ...against })
    // Its other form says by itself what the profit and loss of that time was.
    const alone = await made({ ...those, ...(report.name === 'profit-and-loss' ? against : {}) })
    const earlier = new Map(alone.rows.map((row, at) => [same(row, at), row[now]]))
    const figure = (cell: Cell | undefined) =>
      typeof cell === 'object' && cell !== null && 'money' in cell ? Number(cell.money.minor) : (cell ?? 0)
    expect(both.rows.length).toBeGreaterThan(0)
    for (const [at, row] of both.rows.entries())
      expect([same(row, at), figure(row[before])]).toEqual([same(row, at), figure(earlier.get(same(row, at)))])
  },
)

it('says money of several columns as sums in a trial balance', async () => {
  const sheet = Buffer.from(
    unzipSync(await reportXlsx(one('trial-balance')))['xl/worksheets/sheet1.xml'] ?? [],
  ).toString()
  expect(sheet.match(/<f>SUBTOTAL/g)).toHaveLength(3)
})

it('is printed on as many pages as it has rows for, and on one beside another', async () => {
  for (const name of ['trial-balance', 'margin-per-deal']) {
    const files = Object.entries(unzipSync(await reportXlsx(one(name))))
    const sheets = files.filter(([file]) => /worksheets\/sheet\d+\.xml$/.test(file))
    for (const [, sheet] of sheets) {
      const xml = Buffer.from(sheet).toString()
      expect(xml).toMatch(/^<\?xml[^>]*><worksheet [^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/)
      expect(xml).toMatch(/<\/sheetData>(<[^>]*>)*<pageSetup [^>]*fitToHeight="0"/)
    }
  }
})

it('is a PDF of pages', async () => {
  const pdf = Buffer.from(await reportPdf(one('profit-and-loss')))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

it('draws why deals were won and lost with each bar at its name: side by side, most reasons would have an empty place', () => {
  expect(one('won-and-lost').chart?.kind).toBe('stacked-bar')
})

it('the pipeline stands on one page, its chart above its table, and a currency takes no more room than its code', async () => {
  const report = one('pipeline')
  const pdf = await reportPdf(report)
  const pages = pdfPages(pdf)
  expect(pages).toHaveLength(1)
  expect(pages[0]).toMatch(/Stage Probability Deals Currency.* Total /)
  expect(Buffer.from(pdf).toString('latin1')).toContain('/Subtype /Image')
  const widths = widthsOf(report.columns, longestTexts(report))
  expect(report.columns.map(({ key }, at) => [key, widths[at]])).toContainEqual(['currency', 'auto'])
  expect(widths).toContain('*')
})
