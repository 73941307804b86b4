import { beforeAll, expect, it } from 'vitest'
import type { Report } from '../../../src/domain/reports/define-report.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import type { ReportData } from '../../../src/domain/reports/report-data.js'
import { demoBooks } from '../../support/demo-books.js'
import { fileDemoMail } from '../../support/demo-mail.js'
import { runReport } from '../../support/run-report.js'

// What customers write and what serving them takes, counted again from plain rows: no statement of a report's is used.
const books = await demoBooks()
const reports = await loadReports()
beforeAll(() => fileDemoMail(books))

const ask = (name: string, args: object = {}): Promise<ReportData> =>
  runReport(books, reports.get(name) as Report, args, { currency: 'GBP', timeZone: 'Europe/London' })

type Rows = Record<string, string | number | Date | null>[]
const plain = (text: string): Promise<Rows> => books.read(({ sql }) => sql.unsafe<Rows>(text))
const pounds = (minor: number): string => (minor / 100).toFixed(2)
const tenth = (value: number): number => Math.round(value * 10) / 10

type Mail = { id: string; thread: string; from: string; direction: string; at: number }

/** Mail of people in threads that are not private and linked to a company, in its order. */
async function mails(): Promise<Mail[]> {
  const rows = await plain(
    `select m.id, m.thread_id, m.from_address, m.direction, m.sent_at from message m where m.class = 'person'
       and m.thread_id in (select thread_id from thread_link where company_id is not null and removed_at is null)
       and m.thread_id not in (select id from thread where private_at is not null) order by m.thread_id, m.sent_at, m.id`,
  )
  return rows.map((row) => ({
    id: String(row['id']),
    thread: String(row['thread_id']),
    from: String(row['from_address']),
    direction: String(row['direction']),
    at: (row['sent_at'] as Date).getTime(),
  }))
}

function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item])
  return groups
}

/** By linear interpolation, as `percentile_cont` says it. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0]
  return low + (high - low) * (at - Math.floor(at))
}

it('response times: each wait from the first mail of a customer’s to our next one', async () => {
  const [from, to] = [Date.parse('2026-08-31T23:00Z'), Date.parse('2026-12-01T00:00Z')]
  const names = new Map((await plain('select email, name from staff')).map((row) => [row['email'], row['name']]))
  const waits: { who: unknown; hours: number | null }[] = []
  const byThread = grouped(
    (await mails()).filter(({ at }) => at >= from),
    ({ thread }) => thread,
  )
  for (const thread of byThread.values()) {
    let since: number | null = null
    for (const { direction, at, from: address } of thread) {
      if (direction === 'in') since ??= at
      if (direction !== 'out' || since === null) continue
      if (since < to) waits.push({ who: names.get(address) ?? address, hours: (at - since) / 3_600_000 })
      since = null
    }
    if (since !== null && since < to) waits.push({ who: 'Not answered', hours: null })
  }
  const { rows, totals } = await ask('response-times')
  const hours = waits.flatMap((wait) => wait.hours ?? [])
  expect(hours.length).toBeGreaterThan(20)
  expect(totals).toMatchObject({
    mails: waits.length,
    answered: hours.length,
    median: tenth(percentile(hours, 0.5)),
    slow: tenth(percentile(hours, 0.9)),
    inDay: tenth((hours.filter((each) => each <= 24).length / hours.length) * 100),
  })
  for (const row of rows) {
    const own = waits.filter(({ who }) => who === row['who'])
    const answered = own.flatMap((wait) => wait.hours ?? [])
    expect([row['who'], row['mails'], row['answered'], row['median']]).toEqual([
      row['who'],
      own.length,
      answered.length,
      answered.length === 0 ? null : tenth(percentile(answered, 0.5)),
    ])
  }
  expect(rows.reduce((sum, row) => sum + Number(row['mails']), 0)).toBe(waits.length)
})

/** The company of each thread that is linked to one; a thread may be of several. */
async function threadsOf(): Promise<Map<string, Set<string>>> {
  const found = await plain(
    `select distinct company_id, thread_id from thread_link where company_id is not null and removed_at is null`,
  )
  const all = new Map<string, Set<string>>()
  for (const { company_id, thread_id } of found)
    all.set(String(company_id), (all.get(String(company_id)) ?? new Set()).add(String(thread_id)))
  return all
}

it('talking but not paying: who is late and wrote in thirty days', async () => {
  const since = Date.parse('2026-10-24T00:00Z') - 3_600_000
  const incoming = (await mails()).filter(({ direction, at }) => direction === 'in' && at >= since)
  const threads = await threadsOf()
  const late = await plain(
    `select i.company_id, c.name, i.base_open_minor::text as open, ('2026-11-23'::date - i.due_date)::int as days from invoice i
       join company c on c.id = i.company_id
      where i.kind = 'invoice' and i.status in ('issued', 'part_paid') and i.due_date < '2026-11-23' and i.open_minor <> 0`,
  )
  const expected = [...grouped(late, (row) => String(row['company_id']))].flatMap(([id, invoices]) => {
    const wrote = incoming.filter(({ thread }) => threads.get(id)?.has(thread))
    if (wrote.length === 0) return []
    const overdue = invoices.reduce((sum, row) => sum + Number(row['open']), 0)
    const days = Math.max(...invoices.map((row) => Number(row['days'])))
    return [{ company: invoices[0]?.['name'], overdue, late: days, mails: wrote.length }]
  })
  expected.sort((a, b) => b.overdue - a.overdue || String(a.company).localeCompare(String(b.company)))
  const { rows, totals } = await ask('talking-not-paying')
  expect(expected.length).toBeGreaterThan(0)
  expect(rows.map(({ company, overdue, late, mails }) => ({ company, overdue, late, mails }))).toEqual(
    expected.map((each) => ({ ...each, overdue: pounds(each.overdue) })),
  )
  expect(totals['overdue']).toBe(pounds(expected.reduce((sum, { overdue }) => sum + overdue, 0)))
})

it('cost to serve: ten minutes a mail of ours, thirty a case, a call and a meeting, at sixty an hour', async () => {
  const [from, to] = [Date.parse('2025-12-01T00:00Z'), Date.parse('2026-12-01T00:00Z')]
  const sent = (await mails()).filter(({ direction, at }) => direction === 'out' && at >= from && at < to)
  const threads = await threadsOf()
  const count = async (text: string) =>
    new Map((await plain(text)).map((row) => [String(row['company_id']), Number(row['n'])]))
  const cases = await count(
    `select company_id, count(*)::int n from support_case where merged_into_id is null and closed_as is distinct from 'spam'
       and opened_at between '2025-12-01' and '2026-11-30 23:59:59.999' group by 1`,
  )
  const talks = await count(
    `select company_id, count(*)::int n from activity where kind in ('call', 'meeting') and at between '2025-12-01' and '2026-11-30 23:59:59.999' group by 1`,
  )
  const customers = new Map(
    (await plain(`select id, name from company where 'customer' = any(roles)`)).map((row) => [row['name'], row['id']]),
  )
  const { rows } = await ask('cost-to-serve')
  expect(rows.length).toBeGreaterThan(10)
  for (const row of rows) {
    const id = String(customers.get(row['company'] ?? ''))
    const mailed = sent.filter(({ thread }) => threads.get(id)?.has(thread)).length
    const minutes = mailed * 10 + (cases.get(id) ?? 0) * 30 + (talks.get(id) ?? 0) * 30
    expect([row['company'], row['mails'], row['cases'], row['talks'], row['cost']]).toEqual([
      row['company'],
      mailed,
      cases.get(id) ?? 0,
      talks.get(id) ?? 0,
      pounds(minutes * 100),
    ])
  }
})
