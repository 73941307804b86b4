import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findLedgers, type Ledgers } from '../../scripts/services/ledgers.js'
import type { Report } from '../../src/domain/reports/define-report.js'
import balanceSheet from '../../src/domain/reports/finance/balance-sheet.js'
import cashFlow from '../../src/domain/reports/finance/cash-flow.js'
import generalLedger from '../../src/domain/reports/finance/general-ledger.js'
import profitAndLoss from '../../src/domain/reports/finance/profit-and-loss.js'
import trialBalance from '../../src/domain/reports/finance/trial-balance.js'
import type { ReportData } from '../../src/domain/reports/report-data.js'
import { addToMonth, firstOfMonth, lastOfMonth } from '../../src/lib/dates.js'
import { toDecimal } from '../../src/lib/money.js'
import { demoBooks } from '../support/demo-books.js'
import { CACHE } from '../support/places.js'
import { plainName } from '../support/plain-journals.js'
import { runReport } from '../support/run-report.js'

const execute = promisify(execFile)
const books = await demoBooks()
const home = await mkdtemp(path.join(os.tmpdir(), 'daybook-demo-books-'))
const journal = path.join(home, 'demo.journal')
let ledgers: Ledgers

type Line = { entry: string; date: string; code: string; kind: 'asset'; minor: bigint }

/** Every posting there is, in the base currency, read from its own table and no balance. */
const postings = await books.read(
  ({ sql }) => sql<Line[]>`
    select p.entry_id as entry, p.date::text, a.code, a.kind, p.base_minor as minor
    from posting p join account a on a.id = p.account_id order by p.date, p.entry_id, p.line`,
)
const firstMonth = postings[0]?.date.slice(0, 7) ?? ''
const months: string[] = []
for (let month = firstMonth; month <= '2026-11'; month = addToMonth(month, 1)) months.push(month)

beforeAll(async () => {
  ledgers = await findLedgers(path.join(CACHE, 'ledgers'))
  const entries = new Map<string, Line[]>()
  for (const line of postings) entries.set(line.entry, [...(entries.get(line.entry) ?? []), line])
  const text = [...entries.values()].map(
    (lines) =>
      `${lines[0]?.date} entry\n${lines.map((line) => `    ${plainName(line)}  ${toDecimal({ minor: line.minor, currency: 'GBP' })} GBP`).join('\n')}\n`,
  )
  await writeFile(journal, text.join('\n'))
}, 120_000)
afterAll(() => rm(home, { recursive: true }))

/** What hledger says each account comes to, by its code; accounts that come to nothing are left out. */
async function hledger(...query: string[]): Promise<Record<string, string>> {
  const { path: file, env } = ledgers.hledger
  const args = ['-f', journal, 'balance', '--flat', '--no-total', '-O', 'csv', '--layout', 'bare', ...query]
  const { stdout } = await execute(file, args, { env: { ...process.env, ...env, HOME: home } })
  const rows = stdout.trim().split('\n').slice(1)
  const cells = rows.map((row) => row.split(',').map((cell) => cell.replaceAll('"', '')))
  return Object.fromEntries(
    cells.flatMap(([account = '', , amount = '']) =>
      Number(amount) === 0 ? [] : [[account.split(':A')[1] ?? '', Number(amount).toFixed(2)]],
    ),
  )
}

const until = (month: string) => ['-e', firstOfMonth(addToMonth(month, 1))]
const during = (month: string) => ['-b', firstOfMonth(month), ...until(month)]

const ask = (report: unknown, args: object): Promise<ReportData> =>
  runReport(books, report as Report, args, { currency: 'GBP', timeZone: 'Europe/London' })

/** A column by the code of its row. */
const column = ({ rows }: ReportData, key: string, sign: (code: string) => number = () => 1): Record<string, string> =>
  Object.fromEntries(
    rows.flatMap((row) => {
      const [code, value] = [String(row['code']), Number(row[key] ?? 0)]
      return /^\d+$/.test(code) && value !== 0 ? [[code, (value * sign(code)).toFixed(2)]] : []
    }),
  )

const kindOf = new Map(postings.map(({ code, kind }) => [code, kind as string]))
const sumOf = (balances: Record<string, string>) =>
  Object.values(balances).reduce((sum, value) => sum + Math.round(Number(value) * 100), 0) / 100

it('has more than a year of months to compare', () => {
  expect(months.length).toBeGreaterThanOrEqual(13)
})

describe.each(months)('%s', (month) => {
  it('has a trial balance that hledger has too', async () => {
    const report = await ask(trialBalance, { asof: lastOfMonth(month) })
    expect(column(report, 'balance')).toEqual(await hledger(...until(month)))
  })

  it('has a profit and loss that hledger has too', async () => {
    const report = await ask(profitAndLoss, { from: month, to: month })
    expect(column(report, month, () => -1)).toEqual(await hledger(...during(month), '^Income', '^Expenses'))
    expect(Number(report.totals[month] ?? 0)).toBeCloseTo(
      -sumOf(await hledger(...during(month), '^Income', '^Expenses')),
      2,
    )
  })

  it('has a balance sheet that hledger has too, and no difference', async () => {
    const report = await ask(balanceSheet, { asof: lastOfMonth(month) })
    const sign = (code: string) => (kindOf.get(code) === 'asset' ? 1 : -1)
    expect(column(report, 'balance', sign)).toEqual(
      await hledger(...until(month), '^Assets', '^Liabilities', '^Equity'),
    )
    expect(report.totals['balance']).toBe('0.00')
  })

  it('has a general ledger whose movements hledger has too', async () => {
    const report = await ask(generalLedger, { from: month, to: month })
    expect(column(report, 'movement')).toEqual(await hledger(...during(month)))
    expect(column(report, 'closing')).toEqual(await hledger(...until(month)))
  })

  it('has a cash flow that comes to what moved on the accounts of money', async () => {
    const report = await ask(cashFlow, { from: month, to: month })
    const money = await books.read(
      ({ sql }) => sql<{ code: string }[]>`
        select code from account where purpose in ('bank', 'cash', 'money-in-transit', 'cash-revaluation')
        union select a.code from account a join bank_account b on b.account_id = a.id`,
    )
    const moved = await hledger(...during(month), ...money.map(({ code }) => `A${code}$`))
    expect(Number(report.totals['total'])).toBeCloseTo(sumOf(moved), 2)
    expect(report.notes).toContain('Agrees with the accounts of money.')
  })
})

it('has postings of one account that add up to what hledger says of it', async () => {
  const report = await ask(generalLedger, { account: '1200', from: months[0], to: '2026-11' })
  const closing = (await hledger(...until('2026-11'), 'A1200$'))['1200']
  expect(report.totals['balance']).toBe(closing ?? '0.00')
})
