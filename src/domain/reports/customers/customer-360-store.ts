import type { SqlScope } from '../../../db/sql-workspace.js'
import type { IsoDate, IsoMonth } from '../../../lib/dates.js'
import { ofCompany } from '../../crm/company-family.js'
import { inBaseSql } from '../base-sql.js'

/** Amounts in the base currency; a year is from `yearAgo` to today. */
export type CustomerFigures = {
  invoices: number
  yearMinor: bigint
  lastInvoice: IsoDate | null
  open: number
  openMinor: bigint
  overdue: number
  overdueMinor: bigint
  payments: number
  lastPayment: IsoDate | null
  daysToPay: number | null
  deals: number
  dealMinor: bigint
  won: number
  wonMinor: bigint
  lastWon: IsoDate | null
  lost: number
  cases: number
  yearCases: number
  mailsIn: number
  lastIn: Date | null
  mailsOut: number
  lastOut: Date | null
  months: readonly { month: IsoMonth; minor: bigint }[]
}

type Asked = { companyId: string; today: IsoDate; yearAgo: IsoDate; currency: string }

/** Of a company and of those that were merged into it, in one round trip. Private threads are not counted. */
export async function customerFigures(read: SqlScope, asked: Asked): Promise<CustomerFigures> {
  const [billing, months, deals, mails, cases] = await Promise.all([
    billingOf(read, asked),
    monthsOf(read, asked),
    dealsOf(read, asked),
    mailsOf(read, asked),
    casesOf(read, asked),
  ])
  return { ...billing, ...deals, ...mails, ...cases, months }
}

const net = (read: SqlScope, currency: string) =>
  read.sql`case i.kind when 'credit_note' then -1 else 1 end * ${inBaseSql(read, currency, {
    minor: read.sql`i.net_minor`,
    currency: read.sql`i.currency`,
    rate: read.sql`i.fx_rate`,
  })}`

type Billing = Pick<
  CustomerFigures,
  | 'invoices'
  | 'yearMinor'
  | 'lastInvoice'
  | 'open'
  | 'openMinor'
  | 'overdue'
  | 'overdueMinor'
  | 'payments'
  | 'lastPayment'
  | 'daysToPay'
>

async function billingOf(read: SqlScope, { companyId, today, yearAgo, currency }: Asked): Promise<Billing> {
  const { sql, scope } = read
  const [row] = await sql<Billing[]>`
    with i as (
      select i.*, ${net(read, currency)} as base_net from invoice i
      where i.workspace_id = ${scope.workspaceId} and i.number is not null ${ofCompany(read, sql`i.company_id`, companyId)}
    ), paid as (
      select i.id, max(a.date) - i.issue_date as days from i
      join allocation a on a.workspace_id = ${scope.workspaceId} and a.invoice_id = i.id and a.reversed_on is null
      where i.status = 'paid' and i.kind = 'invoice' and i.issue_date >= ${yearAgo} group by i.id, i.issue_date)
    select (count(*) filter (where kind = 'invoice' and issue_date >= ${yearAgo}))::int as invoices,
      coalesce(sum(base_net) filter (where issue_date >= ${yearAgo}), 0)::bigint as "yearMinor",
      (max(issue_date) filter (where kind = 'invoice'))::text as "lastInvoice",
      (count(*) filter (where kind = 'invoice' and open_minor > 0))::int as open,
      coalesce(sum(case kind when 'credit_note' then -base_open_minor else base_open_minor end), 0)::bigint as "openMinor",
      (count(*) filter (where kind = 'invoice' and open_minor > 0 and due_date < ${today}))::int as overdue,
      coalesce(sum(base_open_minor) filter (where kind = 'invoice' and due_date < ${today}), 0)::bigint as "overdueMinor",
      (select count(*)::int from payment p where p.workspace_id = ${scope.workspaceId} ${moneyIn(sql)}
        ${ofCompany(read, sql`p.company_id`, companyId)}) as payments,
      (select max(p.date)::text from payment p where p.workspace_id = ${scope.workspaceId} ${moneyIn(sql)}
        ${ofCompany(read, sql`p.company_id`, companyId)}) as "lastPayment",
      (select round(avg(days))::int from paid) as "daysToPay"
    from i`
  return row as Billing
}

/** What settles without money (a discount, a write-off) is a payment by its method alone. */
const moneyIn = (sql: SqlScope['sql']) =>
  sql`and p.direction = 'in' and p.method in ('bank', 'cash', 'card') and p.reversed_at is null`

const monthsOf = (read: SqlScope, { companyId, today, yearAgo, currency }: Asked) =>
  read.sql<{ month: IsoMonth; minor: bigint }[]>`
    select to_char(i.issue_date, 'YYYY-MM') as month, sum(${net(read, currency)})::bigint as minor from invoice i
    where i.workspace_id = ${read.scope.workspaceId} and i.number is not null and i.issue_date between ${yearAgo} and ${today}
      ${ofCompany(read, read.sql`i.company_id`, companyId)}
    group by 1 order by 1`

type Deals = Pick<CustomerFigures, 'deals' | 'dealMinor' | 'won' | 'wonMinor' | 'lastWon' | 'lost'>

async function dealsOf(read: SqlScope, { companyId, currency }: Asked): Promise<Deals> {
  const { sql, scope } = read
  const [row] = await sql<Deals[]>`
    select (count(*) filter (where status = 'open'))::int as deals,
      coalesce(sum(amount_minor) filter (where status = 'open' and currency = ${currency}), 0)::bigint as "dealMinor",
      (count(*) filter (where status = 'won'))::int as won,
      coalesce(sum(amount_minor) filter (where status = 'won' and currency = ${currency}), 0)::bigint as "wonMinor",
      (max(closed_on) filter (where status = 'won'))::text as "lastWon", (count(*) filter (where status = 'lost'))::int as lost
    from deal d where d.workspace_id = ${scope.workspaceId} ${ofCompany(read, sql`d.company_id`, companyId)}`
  return row as Deals
}

type Mails = Pick<CustomerFigures, 'mailsIn' | 'lastIn' | 'mailsOut' | 'lastOut'>

async function mailsOf(read: SqlScope, { companyId, yearAgo }: Asked): Promise<Mails> {
  const { sql, scope } = read
  const [row] = await sql<Mails[]>`
    select (count(*) filter (where direction = 'in' and sent_at >= ${yearAgo}::date))::int as "mailsIn",
      max(sent_at) filter (where direction = 'in') as "lastIn",
      (count(*) filter (where direction = 'out' and sent_at >= ${yearAgo}::date))::int as "mailsOut",
      max(sent_at) filter (where direction = 'out') as "lastOut"
    from message m where m.workspace_id = ${scope.workspaceId} and m.class = 'person' and m.thread_id in (
      select l.thread_id from thread_link l join thread t on t.workspace_id = l.workspace_id and t.id = l.thread_id and t.private_at is null
      where l.workspace_id = ${scope.workspaceId} and l.removed_at is null ${ofCompany(read, sql`l.company_id`, companyId)})`
  return row as Mails
}

type Cases = Pick<CustomerFigures, 'cases' | 'yearCases'>

async function casesOf(read: SqlScope, { companyId, yearAgo }: Asked): Promise<Cases> {
  const { sql, scope } = read
  const [row] = await sql<Cases[]>`
    select (count(*) filter (where status <> 'closed'))::int as cases,
      (count(*) filter (where opened_at >= ${yearAgo}::date))::int as "yearCases"
    from support_case k where k.workspace_id = ${scope.workspaceId} and k.merged_into_id is null ${ofCompany(read, sql`k.company_id`, companyId)}`
  return row as Cases
}
