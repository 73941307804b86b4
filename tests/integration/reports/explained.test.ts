import { describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { postBill } from '../../../src/domain/payables/post-bill.js'
import { receiveBill } from '../../../src/domain/payables/receive-bill.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import type { ReportArgs, ReportParams } from '../../../src/domain/reports/define-report.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { reportData } from '../../../src/domain/reports/report-data.js'
import { demoBooks } from '../../support/demo-books.js'
import { madeReport } from '../../support/run-report.js'

// What is behind a figure adds up to the figure: of every report, on the demo company, also as the books were known earlier. A report that
// is not said here fails.

const books = await demoBooks()
const catalog = await loadCatalog()
const roles = ['admin', 'controller', 'finance', 'sales', 'support', 'manager']
const staffId = await inWorkspace(books.db, books.scope, (tx) =>
  addStaff(tx, { email: 'ada@demo.test', name: 'Ada', roles, timeZone: 'Europe/London' }),
)
const reports = await loadReports()
const asked = { currency: 'GBP', timeZone: 'Europe/London' }

type Cells = Record<string, string | number | null>
type Data = { rows: Cells[]; totals: Cells; total?: string; signals?: unknown[] }
type Behind = (data: Data) => string | number | null | undefined
/** Which cell of a row its explanation comes to, and how; null where the row is a record, which is shown. */
type Said = { of: [string, Behind] | null; args?: Record<string, unknown>[] }

const journal: Behind = ({ total }) => total
const count: Behind = ({ totals }) =>
  Number(/^Total of ([\d,]+)$/.exec(String(totals['record'] ?? ''))?.[1]?.replaceAll(',', '') ?? 0)
const total =
  (key: string): Behind =>
  ({ totals }) =>
    totals[key]
const rows: Behind = ({ rows }) => rows.length
/** An account's entries, or the result, which a report of its own lists. */
const entries: Behind = (data) => data.total ?? data.totals['total']

const company = await books.read(
  async ({ sql }) =>
    (
      await sql<{ id: string; ref: string; title: string }[]>`
      select c.id, c.ref, c.name as title from company c join invoice i on i.company_id = c.id group by c.id, c.ref, c.name
      order by count(*) desc, c.name limit 1`
    )[0],
)
const [bought] = await books.read(
  ({ sql }) => sql<{ seal: number; supplier: string; code: string }[]>`
    select (select max(number) from seal)::int as seal, b.company_id as supplier, l.code from bill b
      join lateral (select a.code from posting p join account a on a.id = p.account_id and a.kind = 'expense'
        where p.bill_id = b.id limit 1) l on true
     where b.company_id is not null and b.status = 'posted' limit 1`,
)
const { seal, supplier, code } = bought ?? { seal: 0, supplier: '', code: '' }
// What is recorded after that seal, of the month before: an as-was figure has nothing of it, and neither has what explains it.
const LATE = '2026-10-20'
await inWorkspace(books.db, books.scope, async (tx) => {
  const lines = [{ description: 'Late work', unitPriceMinor: 123_00n }]
  const { id } = await draftInvoice(tx, { companyId: company?.id ?? '', lines, draftDate: LATE })
  await issueInvoice(tx, id, LATE)
  const spent = [{ description: 'Late hosting', unitPriceMinor: 45_00n, account: code }]
  const bill = await receiveBill(tx, { companyId: supplier, number: 'LATE-1', billDate: LATE, lines: spent })
  await postBill(tx, bill.id)
})
await sealAll(books.db, books.scope)

const quarter = { from: '2026-07', to: '2026-09' }
const month = { from: '2026-10', to: '2026-10' }
const twoMonths = { from: '2026-10', to: '2026-11' }
const known = { ...month, seal }
const then = { asof: '2026-10-31', seal }

const FIGURES: Record<string, Said> = {
  'trial-balance': { of: ['balance', journal], args: [{}, { asof: '2026-08-14' }, then] },
  'profit-and-loss': { of: ['total', journal], args: [{}, { by: 'department' }, known] },
  'balance-sheet': {
    of: ['balance', ({ total, totals }) => total ?? totals['total']],
    args: [{ asof: '2026-10-31' }, then],
  },
  'cash-flow': { of: ['total', entries], args: [quarter, known] },
  'general-ledger': { of: ['closing', total('balance')], args: [quarter, known] },
  'receivables-ageing': {
    of: ['total', ({ totals }) => totals['balance'] ?? null],
    args: [{ asof: '2026-09-30' }, then],
  },
  'payables-ageing': { of: ['total', journal], args: [{ asof: '2026-11-20' }, { asof: '2026-11-20', seal }] },
  'days-sales-outstanding': { of: ['owed', total('total')], args: [quarter] },
  'customer-statement': { of: null },
  tax: { of: ['net', journal], args: [quarter, known] },
  'bank-reconciliation': { of: null },
  revenue: {
    of: ['income', ({ rows }) => rows.find(({ code }) => code === 'Income')?.['total']],
    args: [quarter, known],
  },
  'spend-by-supplier': { of: ['spend', total('spend')], args: [twoMonths, { ...twoMonths, seal }] },
  pipeline: { of: ['amount', total('amount')] },
  forecast: { of: ['amount', total('amount')], args: [{ from: '2026-09', to: '2026-12' }] },
  'won-and-lost': { of: ['deals', count], args: [{ from: '2026-06', to: '2026-11' }] },
  conversion: { of: ['entered', count] },
  'stale-deals': { of: null },
  'changes-since': { of: null },
  'response-times': { of: ['mails', rows] },
  'case-targets': {
    of: ['opened', count],
    args: ['priority', 'owner', 'month', 'company'].map((by) => ({ by, from: '2026-06', to: '2026-11' })),
  },
  'customer-360': { of: null },
  'top-customers': { of: ['revenue', total('net')] },
  'churn-and-renewal': { of: null },
  'monthly-recurring-revenue': { of: ['end', total('end')] },
  signals: { of: null },
  'margin-per-deal': { of: null },
  'won-unbilled': { of: null },
  'talking-not-paying': { of: null },
  'cost-to-serve': { of: ['hours', ({ totals }) => Math.round(Number(totals['minutes']) / 6) / 10] },
  'lead-to-cash': { of: ['deals', rows] },
}

/** The demo's mail comes by its mail room, which is not here, nor are jobs that look for signals. */
const QUIET = ['signals', 'response-times', 'talking-not-paying']

/** More rows than these of one report are its others again. */
const MOST = 8
const size = (value: unknown) => Math.abs(Number(value ?? 0))

async function behind(command: string): Promise<Data> {
  const who = { workspaceId: books.scope.workspaceId, staffId, via: 'terminal' as const }
  const { ok, reply } = await dispatch({ db: books.db, catalog }, { who, input: { text: command, exact: true } })
  expect(ok, `${command}: ${reply.headline} ${reply.text ?? ''}`).toBe(true)
  return reply.data as Data
}

it('says of every report there is what explains it', () => {
  expect(Object.keys(FIGURES).sort()).toEqual([...reports.keys()].sort())
})

describe.each(Object.entries(FIGURES))('%s', (name, { of, args = [{}] }) => {
  it.each(args)('%o', async (given) => {
    const report = reports.get(name)
    if (!report) throw new Error(name)
    const whole = report.params['company']?.required ? { company, ...given } : given
    const made = await madeReport(books, report, whole as ReportArgs<ReportParams>, asked)
    const { rows: said } = reportData(made)
    const explained = made.explain.flatMap((command, at) =>
      command === null ? [] : [{ command, row: said[at] ?? {} }],
    )
    expect(explained.length > 0).toBe(!QUIET.includes(name))
    const shown = explained.length <= MOST ? explained : [...explained.slice(0, MOST - 2), ...explained.slice(-2)]
    for (const { command, row } of shown) {
      const data = await behind(command)
      // A result of other months than whole ones is left on accounts of a trial balance, among others.
      if (of === null || command.startsWith('report trial-balance')) continue
      const [key, figure] = of
      expect([command, size(figure(data))]).toEqual([command, size(row[key])])
    }
  })
})

it.each([
  ['report trial-balance asof:2026-06-30', 'to:2026-06-30'],
  ['report deals where status:won group:company sum:amount', 'status:won'],
])('all of %s is explained at a press, as it was asked', async (text, narrowed) => {
  const who = { workspaceId: books.scope.workspaceId, staffId, via: 'terminal' as const }
  const give = (input: { text: string } | { action: string }) => dispatch({ db: books.db, catalog }, { who, input })
  const { reply } = await give({ text })
  const button = reply.actions?.find(({ label }) => label === 'Explain the figures')
  const behind = await give({ action: button?.id ?? '' })
  const { rows: each } = behind.reply.data as { rows: { command: string }[] }
  expect(each.length).toBeGreaterThan(6)
  for (const { command } of each) expect(command).toContain(narrowed)
  expect(behind.reply.actions).toHaveLength(Math.min(each.length, 20))
})
