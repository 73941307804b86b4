import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/domain/reports/define-report.js'
import { loadReports } from '../../src/domain/reports/registry.js'
import type { ReportData } from '../../src/domain/reports/report-data.js'
import { addToMonth, firstOfMonth, lastOfMonth } from '../../src/lib/dates.js'
import { DEMO_DAY } from '../support/demo.js'
import { demoBooks } from '../support/demo-books.js'
import { runReport } from '../support/run-report.js'

// What the reports read from postings, balances and what is open is counted again here from the documents themselves – invoices, bills,
// payments and what they settled, statement lines – by loops that know of no balance, for every month of the demo company.
const books = await demoBooks()
const reports = await loadReports()

type Document = {
  id: string
  companyId: string | null
  company: string | null
  kind: string
  on: string
  due: string | null
  net: bigint
  tax: bigint
  total: bigint
}
type Payment = {
  id: string
  companyId: string | null
  company: string | null
  direction: string
  on: string
  gone: string | null
  total: bigint
}
type Allocation = { from: string; to: string; on: string; gone: string | null; minor: bigint }

const all = <T extends object>(text: string): Promise<T[]> =>
  books.read(async ({ sql }) => [...(await sql.unsafe<T[]>(text))])

const invoices = await all<Document>(`
  select i.id::text, i.company_id::text "companyId", c.name company, i.kind, i.issue_date::text as "on", i.due_date::text due, i.net_minor net, i.tax_minor tax,
    i.total_minor total from invoice i join company c on c.id = i.company_id where i.number is not null and i.currency = 'GBP'`)
const bills = await all<Document>(`
  select b.id::text, b.company_id::text "companyId", c.name company, b.kind, b.posting_date::text as "on", b.due_date::text due, b.net_minor net, b.tax_minor tax,
    b.total_minor total from bill b left join company c on c.id = b.company_id where b.status in ('posted', 'part_paid', 'paid') and b.currency = 'GBP'`)
const payments = await all<Payment>(`
  select p.id::text, p.company_id::text "companyId", c.name company, p.direction, p.date::text as "on", p.reversed_on::text gone, p.amount_minor total
    from payment p left join company c on c.id = p.company_id where p.currency = 'GBP'`)
const allocations = await all<Allocation>(`
  select coalesce(payment_id, credit_note_id, bill_credit_id)::text "from", coalesce(invoice_id, bill_id, refund_id)::text "to", date::text as "on",
    reversed_on::text gone, amount_minor minor from allocation`)

const firstMonth = invoices.map(({ on }) => on.slice(0, 7)).sort()[0] ?? ''
const months: string[] = []
for (let month = firstMonth; month <= '2026-11'; month = addToMonth(month, 1)) months.push(month)

const ask = (name: string, args: object): Promise<ReportData> =>
  runReport(books, reports.get(name) as Report, args, { currency: 'GBP', timeZone: 'Europe/London' })

const pounds = (minor: bigint): string =>
  `${minor < 0n ? '-' : ''}${abs(minor) / 100n}.${String(abs(minor) % 100n).padStart(2, '0')}`
const abs = (minor: bigint): bigint => (minor < 0n ? -minor : minor)
const add = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n)
const stands = (each: { on: string; gone: string | null }, day: string) =>
  each.on <= day && (each.gone === null || each.gone > day)
const during = (month: string) => (each: { on: string }) => each.on.startsWith(month)

/** What is left of a document at the end of a day, above zero. */
function left({ id, total }: { id: string; total: bigint }, day: string): bigint {
  const used = allocations.filter((each) => (each.from === id || each.to === id) && stands(each, day))
  return total - add(used.map(({ minor }) => minor))
}

type Aged = Record<string, string | null>

/** By customer or supplier what is open at the end of a day, in the buckets of its age; with credit notes and payments on account against it. */
function aged(documents: readonly Document[], direction: string, day: string): Map<string, Aged> {
  const parts = [
    ...documents
      .filter((each) => each.companyId !== null && each.on <= day)
      .map((each) => ({ ...each, sign: each.kind === 'credit_note' ? -1n : 1n })),
    ...payments
      .filter((each) => each.companyId !== null && each.direction === direction && stands(each, day))
      .map((each) => ({ ...each, due: null, sign: -1n })),
  ]
  const sums = new Map<string, Record<string, bigint>>()
  for (const { company, due, sign, ...each } of parts) {
    const open = left(each, day)
    if (open === 0n) continue
    const late = due === null ? 0 : (Date.parse(day) - Date.parse(due)) / 86_400_000
    const bucket =
      sign < 0n
        ? 'unapplied'
        : late <= 0
          ? 'current'
          : late > 90
            ? '90+'
            : (['1-30', '31-60', '61-90'][Math.ceil(late / 30) - 1] ?? '')
    const row = sums.get(company ?? '') ?? {}
    row[bucket] = (row[bucket] ?? 0n) + sign * open
    row['total'] = (row['total'] ?? 0n) + sign * open
    sums.set(company ?? '', row)
  }
  return new Map(
    [...sums].map(([company, row]) => [
      company,
      Object.fromEntries(Object.entries(row).map(([key, minor]) => [key, pounds(minor)])),
    ]),
  )
}

const ageingOf = ({ rows }: ReportData): Map<string, Aged> =>
  new Map(
    rows
      .filter((row) => (row['currency'] ?? 'GBP') === 'GBP' && row['company'] !== 'In GBP')
      .map((row) => [
        String(row['company']),
        Object.fromEntries(
          Object.entries(row).filter(
            ([key, value]) => !['company', 'currency'].includes(key) && (value ?? null) !== null,
          ),
        ) as Aged,
      ]),
  )

const [busiest] = await all<{ id: string; ref: string; title: string }>(
  'select c.id::text, c.ref, c.name as title from invoice i join company c on c.id = i.company_id where i.number is not null group by c.id, c.ref, c.name order by count(*) desc, c.name limit 1',
)

it('has more than a year of months to compare, and in them what there is to compare', () => {
  expect(months.length).toBeGreaterThanOrEqual(12)
  expect(invoices.length).toBeGreaterThan(100)
  expect(payments.length).toBeGreaterThan(100)
  expect(bills.length).toBeGreaterThan(5)
})

describe.each(months)('%s', (month) => {
  const day = lastOfMonth(month)

  it('receivables by age: each customer’s invoices less what settled them', async () => {
    expect(ageingOf(await ask('receivables-ageing', { asof: day }))).toEqual(aged(invoices, 'in', day))
  })

  it('payables by age: each supplier’s bills less what settled them', async () => {
    expect(ageingOf(await ask('payables-ageing', { asof: day }))).toEqual(aged(bills, 'out', day))
  })

  it('days sales outstanding: what is owed against three months of invoices', async () => {
    const owed = add([
      ...invoices
        .filter(({ on }) => on <= day)
        .map((each) => (each.kind === 'credit_note' ? -1n : 1n) * left(each, day)),
      ...payments
        .filter((each) => each.companyId !== null && each.direction === 'in' && stands(each, day))
        .map((each) => -left(each, day)),
    ])
    const since = firstOfMonth(addToMonth(month, -2))
    const sold = add(
      invoices
        .filter(({ on }) => on >= since && on <= day)
        .map(({ kind, total }) => (kind === 'credit_note' ? -total : total)),
    )
    const until = day < DEMO_DAY ? day : DEMO_DAY // days ahead have no sales
    const days = (Date.parse(until) - Date.parse(since)) / 86_400_000 + 1
    const { rows } = await ask('days-sales-outstanding', { from: month, to: month })
    expect(rows[0]).toMatchObject({ owed: pounds(owed), sold: pounds(sold) })
    expect(Number(rows[0]?.['days'])).toBeCloseTo((Number(owed) / Number(sold)) * days, 0)
  })

  it('taxes: what the invoices of the month charged and its bills had charged', async () => {
    const { totals } = await ask('tax', { from: month, to: month })
    const charged = add(invoices.filter(during(month)).map(({ kind, tax }) => (kind === 'credit_note' ? -tax : tax)))
    const paid = add(bills.filter(during(month)).map(({ kind, tax }) => (kind === 'credit_note' ? -tax : tax)))
    expect([totals['output'] ?? '0.00', totals['input'] ?? '0.00']).toEqual([pounds(charged), pounds(paid)])
  })

  it('spend: the net of each supplier’s bills', async () => {
    const spent = new Map<string, bigint>()
    for (const { company, kind, net } of bills.filter(during(month))) {
      const name = company ?? 'Expenses of colleagues'
      spent.set(name, (spent.get(name) ?? 0n) + (kind === 'credit_note' ? -net : net))
    }
    const { rows } = await ask('spend-by-supplier', { from: month, to: month })
    expect(new Map(rows.map(({ supplier, spend }) => [supplier, spend]))).toEqual(
      new Map([...spent].filter(([, minor]) => minor !== 0n).map(([name, minor]) => [name, pounds(minor)])),
    )
  })

  it('revenue: what was invoiced, less what waits for later months, and what came due of it', async () => {
    const schedules = await all<{ on: string; minor: bigint }>(
      `select coalesce(i.issue_date, s.starts_on)::text as "on", s.amount_minor minor from release_schedule s left join invoice i on i.id = s.invoice_id where s.kind = 'deferred_revenue'`,
    )
    const released = await all<{ month: string; minor: bigint }>(
      `select r.month, r.base_minor minor from release r join release_schedule s on s.id = r.schedule_id where s.kind = 'deferred_revenue'`,
    )
    const upTo = (last: string) => add(released.filter((each) => each.month <= last).map(({ minor }) => minor))
    const { rows } = await ask('revenue', { from: month, to: month })
    expect(rows[0]).toMatchObject({
      deferred: pounds(add(schedules.filter(during(month)).map(({ minor }) => minor))),
      released: pounds(upTo(month) - upTo(addToMonth(month, -1))),
      waiting: pounds(add(schedules.filter(({ on }) => on <= day).map(({ minor }) => minor)) - upTo(month)),
    })
  })

  it('bank: the statements’ own balances, and what each side has alone', async () => {
    const accounts = await all<{ id: string; name: string; account: string; opening: bigint }>(`
      select b.id::text, b.name, b.account_id::text account,
        (select s.opening_minor from bank_statement s where s.bank_account_id = b.id order by s.from_date limit 1) opening from bank_account b`)
    const { rows } = await ask('bank-reconciliation', { asof: day })
    for (const { id, name, account, opening } of accounts) {
      const lines = await all<{ minor: bigint; told: bigint }>(`
        select l.amount_minor minor, (select count(*) from bank_match m left join payment p on p.id = m.payment_id join journal_entry e on e.id = coalesce(m.entry_id, p.entry_id)
          where m.line_id = l.id and m.undone_at is null and e.date <= '${day}') told
        from bank_line l where l.bank_account_id = '${id}' and l.booking_date <= '${day}'`)
      const [ledger] = await all<{ minor: bigint }>(
        `select coalesce(sum(amount_minor), 0)::bigint minor from posting where account_id = '${account}' and date <= '${day}'`,
      )
      const bank = (opening ?? 0n) + add(lines.map(({ minor }) => minor))
      const onBank = add(lines.filter(({ told }) => told === 0n).map(({ minor }) => minor))
      const row = rows.find((each) => each['account'] === name)
      expect([row?.['books'], row?.['onBank']]).toEqual([pounds(ledger?.minor ?? 0n), pounds(onBank)])
      if (row?.['bank'] !== null) {
        expect([row?.['bank'], row?.['unexplained']]).toEqual([pounds(bank), '0.00'])
        expect(row?.['inBooks']).toBe(pounds((ledger?.minor ?? 0n) + onBank - bank))
      }
    }
  })

  it('customer statement: what they owed before, each document and payment of the month, and what they owe', async () => {
    const own = <T extends { companyId: string | null }>(those: readonly T[]) =>
      those.filter(({ companyId }) => companyId === busiest?.id)
    const owed = (end: string) =>
      add([
        ...own(invoices)
          .filter(({ on }) => on <= end)
          .map(({ kind, total }) => (kind === 'credit_note' ? -total : total)),
        ...own(payments)
          .filter((each) => stands(each, end))
          .map(({ direction, total }) => (direction === 'in' ? -total : total)),
      ])
    const before = lastOfMonth(addToMonth(month, -1))
    const { rows, totals } = await ask('customer-statement', {
      company: busiest,
      since: firstOfMonth(month),
      asof: day,
    })
    const changed =
      [...own(invoices), ...own(payments)].filter(during(month)).length +
      own(payments).filter(({ gone }) => gone?.startsWith(month)).length
    expect([rows[0]?.['balance'] ?? '0.00', Math.max(0, rows.length - 1), totals['balance']]).toEqual([
      pounds(owed(before)),
      changed,
      pounds(owed(day)),
    ])
  })
})
