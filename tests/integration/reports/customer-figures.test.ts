import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/domain/reports/define-report.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import type { ReportData } from '../../../src/domain/reports/report-data.js'
import { demoBooks } from '../../support/demo-books.js'
import { madeReport, runReport } from '../../support/run-report.js'

// Each figure is counted again here, from plain rows and in another way than its report does. What is in euro or dollar counts at the
// newest rate of the demo's, what is closed at the one of its day.
const books = await demoBooks()
const reports = await loadReports()

const IN_LONDON = { currency: 'GBP', timeZone: 'Europe/London' }
const ask = (name: string, args: object = {}): Promise<ReportData> =>
  runReport(books, reports.get(name) as Report, args, IN_LONDON)

type Rows = Record<string, string | number | null>[]
const plain = (text: string): Promise<Rows> => books.read(({ sql }) => sql.unsafe<Rows>(text))

const pounds = (minor: unknown): string => (Number(minor) / 100).toFixed(2)
const sorted = (texts: readonly string[]): string[] => texts.toSorted((a, b) => a.localeCompare(b))
/** In pence, at the last rate of a day or before it; a month's closing rate is none for what is won. */
const worth = (day: string): string =>
  `coalesce(d.amount_minor, 0) * case d.currency when 'GBP' then 1 else (select f.rate from fx_rate f
     where f.currency = d.currency and f.kind <> case d.status when 'won' then 'closing' else 'average' end and f.date <= ${day}
     order by f.date desc, f.kind limit 1) end`
const TODAY = `date '2026-11-23'`
const YEAR = `between '2025-12-01' and '2026-11-30'`

describe('deals', () => {
  it('pipeline: as many and as much as there are open', async () => {
    const [all] = await plain(
      `select count(*)::int n, sum(${worth(TODAY)})::text s, count(*) filter (where currency <> 'GBP')::int abroad from deal d where status = 'open'`,
    )
    expect(all?.['abroad']).toBeGreaterThan(0)
    expect((await ask('pipeline')).totals).toMatchObject({ deals: all?.['n'], amount: pounds(all?.['s']) })
  })

  it('forecast: what was won this month, and what is open and expected in it', async () => {
    const [won] = await plain(
      `select coalesce(sum(${worth('d.closed_on')}), 0)::text s from deal d where status = 'won' and closed_on between '2026-11-01' and '2026-11-30'`,
    )
    const { rows, totals } = await ask('forecast')
    expect(rows.find(({ category }) => category === 'Won')?.['amount'] ?? '0.00').toBe(pounds(won?.['s']))
    const open = await plain(
      `select d.id, (${worth(TODAY)})::text a, (select count(*) from deal x where x.status = 'won' and x.id in (select deal_id from stage_change c where c.to_stage_id = d.stage_id))::int won,
         (select count(*) from deal x where x.status <> 'open' and x.id in (select deal_id from stage_change c where c.to_stage_id = d.stage_id))::int closed,
         coalesce(d.probability, s.probability) p
       from deal d join stage s on s.id = d.stage_id where d.status = 'open' and coalesce(d.forecast_category, '') <> 'omitted'
         and d.expected_close between '2026-11-01' and '2026-11-30'`,
    )
    const byHistory = open.reduce(
      (sum, { a, won, closed, p }) =>
        sum + Math.round(Number(a) * (Number(closed) > 0 ? Number(won) / Number(closed) : Number(p) / 100)),
      Number(won?.['s']),
    )
    expect(totals['history']).toBe(pounds(byHistory))
  })

  it('won and lost: each reason with its deals', async () => {
    const found = await plain(
      `select case status when 'won' then 'Won' else 'Lost' end o, coalesce(case status when 'won' then won_reason else lost_reason end, 'no reason given') r,
         count(*)::int n, sum(${worth('d.closed_on')})::text s
       from deal d where status in ('won', 'lost') and closed_on between '2026-09-01' and '2026-11-30' group by 1, 2, currency`,
    )
    const { rows, totals } = await ask('won-and-lost')
    expect(sorted(rows.map(({ outcome, reason, deals, worth }) => `${outcome} ${reason} ${deals} ${worth}`))).toEqual(
      sorted(found.map(({ o, r, n, s }) => `${o} ${r} ${n} ${pounds(s)}`)),
    )
    expect(totals['deals']).toBe(found.reduce((sum, { n }) => sum + Number(n), 0))
  })

  it('conversion: walks each deal through its stages', async () => {
    const changes = await plain(
      `select c.deal_id, s.name, s.position, s.kind, d.status from stage_change c join stage s on s.id = c.to_stage_id join deal d on d.id = c.deal_id
       where s.removed_at is null order by c.deal_id, c.at, c.id`,
    )
    const visits = await plain(
      `select c.deal_id, s.name, min(c.at) at from stage_change c join stage s on s.id = c.to_stage_id where s.kind = 'open' group by 1, 2
       having min(c.at) >= '2025-12-01' and min(c.at) < '2026-12-01'`,
    )
    const { rows } = await ask('conversion')
    for (const row of rows) {
      const deals = visits.filter(({ name }) => name === row['stage']).map((visit) => visit['deal_id'])
      const isOnward = (deal: unknown): boolean => {
        const way = changes.filter((change) => change['deal_id'] === deal)
        return way.some(
          (step, at) =>
            step['name'] === row['stage'] &&
            (way[at + 1]?.['kind'] === 'won' || Number(way[at + 1]?.['position'] ?? -1) > Number(step['position'])),
        )
      }
      const won = deals.filter((deal) => changes.find((change) => change['deal_id'] === deal)?.['status'] === 'won')
      expect([row['stage'], row['entered'], row['moved'], row['won']]).toEqual([
        row['stage'],
        deals.length,
        deals.filter(isOnward).length,
        won.length,
      ])
    }
  })

  it('stale deals: those over their days, as the deals themselves say', async () => {
    const open = await plain(
      `select d.ref, d.stage_since::date::text since, s.rot_days from deal d join stage s on s.id = d.stage_id where d.status = 'open'`,
    )
    const days = (since: unknown) => (Date.parse('2026-11-23') - Date.parse(String(since))) / 86_400_000
    const stale = open.filter((deal) => deal['rot_days'] !== null && days(deal['since']) > Number(deal['rot_days']))
    expect(sorted((await ask('stale-deals')).rows.map(({ deal }) => String(deal)))).toEqual(
      sorted(stale.map(({ ref }) => String(ref))),
    )
  })

  it('changes since: as many deals as were made, won and lost', async () => {
    const { rows } = await ask('changes-since', { since: '2026-11-09' })
    const kinds = (what: string) => rows.filter((row) => row['what'] === what).length
    const [made] = await plain(
      `select count(*)::int n from audit_log where entity = 'deal' and action = 'insert' and at >= '2026-11-09'`,
    )
    const [won] = await plain(
      `select count(*)::int n from audit_log where entity = 'deal' and action = 'update' and at >= '2026-11-09'
         and before ->> 'status' = 'open' and after ->> 'status' = 'won'`,
    )
    expect([kinds('New'), kinds('Won')]).toEqual([made?.['n'], won?.['n']])
  })

  it('changes since: counts all of them, also beyond those that are listed', async () => {
    const report = reports.get('changes-since') as Report
    const { rows, summary, notes } = await madeReport(books, report, { since: '2020-01-01' }, IN_LONDON)
    const [made] = await plain(`select count(*)::int n from audit_log where entity = 'deal' and action = 'insert'`)
    const all = Number(/(\d+) changes in all/.exec(summary ?? '')?.[1])
    expect(summary).toContain(`${String(made?.['n'])} new`)
    expect([rows.length, notes.some((note) => note.includes('Listed are the newest'))]).toEqual([
      Math.min(all, 500),
      all > 500,
    ])
  })
})

describe('customers', () => {
  it('top customers: what each was invoiced less what was credited, and what is late', async () => {
    const invoices = await plain(
      `select c.name, i.kind, i.net_minor::text net, i.open_minor::text open, (i.issue_date ${YEAR}) as counts, i.due_date < '2026-11-23' as late
       from invoice i join company c on c.id = i.company_id where i.number is not null`,
    )
    const revenue = new Map<string, number>()
    for (const { name, kind, net, counts } of invoices)
      if (counts)
        revenue.set(String(name), (revenue.get(String(name)) ?? 0) + (kind === 'credit_note' ? -1 : 1) * Number(net))
    const { rows } = await ask('top-customers')
    const first = [...revenue].sort((a, b) => b[1] - a[1]).slice(0, rows.length)
    expect(rows.map((row) => row['revenue'])).toEqual(first.map(([, minor]) => pounds(minor)))
    const late = invoices.filter((each) => each['late'] && each['kind'] === 'invoice')
    expect((await ask('top-customers', { by: 'overdue' })).totals['overdue']).toBe(
      pounds(late.reduce((sum, { open }) => sum + Number(open), 0)),
    )
  })

  it('customer in full: the same as the documents of one', async () => {
    const [one] = await plain(
      `select c.id, c.ref, c.name as title, count(*)::int n, sum(i.net_minor)::text net from company c join invoice i on i.company_id = c.id
       where i.number is not null and i.kind = 'invoice' and i.issue_date >= '2025-11-24' group by 1, 2, 3 order by 4 desc, 3 limit 1`,
    )
    const { rows } = await ask('customer-360', { company: one })
    const [credits] = await plain(
      `select coalesce(sum(net_minor), 0)::text net from invoice where company_id = '${one?.['id']}' and kind = 'credit_note' and issue_date >= '2025-11-24'`,
    )
    const figure = (what: string) => rows.find((row) => row['what'] === what)
    expect(figure('Invoiced in twelve months')).toMatchObject({
      count: one?.['n'],
      amount: pounds(Number(one?.['net']) - Number(credits?.['net'])),
    })
    const [deals] = await plain(
      `select count(*)::int n, coalesce(sum(amount_minor), 0)::text s from deal where company_id = '${one?.['id']}' and status = 'open'`,
    )
    expect(figure('Open deals')).toMatchObject({ count: deals?.['n'], amount: pounds(deals?.['s']) })
  })

  it('cases: as many as were opened, closed, and answered in time', async () => {
    const found = await plain(
      `select priority, status, first_used_seconds u, response_minutes r, first_due_at < '2026-11-23T12:00Z' as over from support_case
       where merged_into_id is null and coalesce(closed_as, '') <> 'spam' and opened_at >= '2026-09-01' and opened_at < '2026-12-01'`,
    )
    const { rows, totals } = await ask('case-targets')
    expect(totals).toMatchObject({
      opened: found.length,
      closed: found.filter(({ status }) => status === 'closed').length,
    })
    for (const row of rows) expect(row['opened']).toBe(found.filter(({ priority }) => priority === row['group']).length)
    const promised = found.filter(({ u, r, over }) => r !== null && (u !== null || over))
    const kept = promised.filter(({ u, r }) => u !== null && Number(u) <= Number(r) * 60)
    expect(totals['answeredInTime']).toBe(Math.round((kept.length / promised.length) * 1000) / 10)
  })
})

describe('across', () => {
  it('margin: income and cost under each deal that was won', async () => {
    const [found] = await plain(
      `select sum(case when a.kind = 'income' then -p.base_minor else 0 end)::text i, sum(case when a.kind = 'expense' then p.base_minor else 0 end)::text c
       from posting p join account a on a.id = p.account_id where p.deal_id in (select id from deal where status = 'won' and closed_on ${YEAR})`,
    )
    expect((await ask('margin-per-deal')).totals).toMatchObject({
      income: pounds(found?.['i']),
      cost: pounds(found?.['c']),
    })
  })

  it('won but not invoiced: what is left of each deal', async () => {
    const deals = await plain(
      `select id, ref, amount_minor::text a from deal where status = 'won' order by closed_on, ref`,
    )
    const invoices = await plain(`select deal_id, kind, net_minor::text n from invoice where number is not null`)
    const left = deals.flatMap(({ id, ref, a }) => {
      const billed = invoices
        .filter((invoice) => invoice['deal_id'] === id)
        .reduce((sum, { kind, n }) => sum + (kind === 'credit_note' ? -Number(n) : Number(n)), 0)
      return Number(a) > billed ? [[ref, pounds(Number(a) - billed)]] : []
    })
    expect((await ask('won-unbilled')).rows.map((row) => [row['deal'], row['left']])).toEqual(left)
  })

  it('lead to cash: as many deals as are paid in full', async () => {
    const invoices = await plain(
      `select i.deal_id, i.status, (select max(a.date)::text from allocation a join payment p on p.id = a.payment_id and p.method = 'bank'
          where a.invoice_id = i.id and a.reversed_on is null) paid
       from invoice i join deal d on d.id = i.deal_id and d.status = 'won' where i.number is not null and i.kind = 'invoice'
         and i.status <> 'credited'`,
    )
    const ids = [...new Set(invoices.map((each) => each['deal_id']))]
    const paid = ids.filter((id) => {
      const own = invoices.filter((each) => each['deal_id'] === id)
      const last =
        own
          .map((each) => String(each['paid']))
          .sort()
          .at(-1) ?? ''
      return own.every((each) => each['status'] === 'paid') && last >= '2025-12-01' && last <= '2026-11-30'
    })
    expect((await ask('lead-to-cash')).totals['deals']).toBe(paid.length)
  })

  it('recurring revenue: a series by the quarter is a third a month, from the month it begins', async () => {
    const { rows } = await ask('monthly-recurring-revenue')
    const [series] = await plain(`select starts_on::text s, template from recurring_invoice
      where state = 'active' and every = 'quarter' order by starts_on desc limit 1`)
    const [counted] = await plain(
      `select count(distinct company_id)::int as n from recurring_invoice where state = 'active'`,
    )
    const [{ lines } = { lines: [] }] = [series?.['template'] as unknown] as {
      lines: { unitPriceMinor: string; quantityMilli: string }[]
    }[]
    const net = lines.reduce(
      (sum, line) =>
        sum + (Number.parseInt(line.unitPriceMinor, 10) * Number.parseInt(line.quantityMilli ?? '1000', 10)) / 1000,
      0,
    )
    expect(rows.find(({ month }) => month === String(series?.['s']).slice(0, 7))).toMatchObject({
      added: pounds(Math.round(net / 3)),
      customers: counted?.['n'],
    })
  })
})
