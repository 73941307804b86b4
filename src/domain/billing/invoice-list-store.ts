import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { prefixEnd } from '../../lib/name-key.js'
import { ofCompany } from '../crm/company-family.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { InvoiceKind, InvoiceStatus } from './invoice.js'

/** An invoice as lists and cards show it, with the names of what it refers to. */
export type InvoiceRow = {
  id: string
  /** The number, or the draft's reference. */
  name: string
  /** DRAFT-17, kept for life. */
  ref: string
  number: string | null
  kind: InvoiceKind
  status: InvoiceStatus
  /** What the customer objects to. */
  disputeReason: string | null
  total: Money
  open: Money
  /** The issue date; the draft's until it is issued. */
  date: IsoDate
  dueDate: IsoDate | null
  company: { id: string; ref: string; name: string; billingEmail: string | null }
  contact: { id: string; ref: string; name: string } | null
  deal: { id: string; ref: string; title: string } | null
  owner: { id: string; name: string } | null
  version: number
}

/** Which invoices; what is absent does not narrow. Overdue is open and due before `overdueOn`. */
export type InvoiceFilter = {
  ids?: readonly string[]
  /** INV-2026-0042 or DRAFT-17. */
  name?: string
  /** Of an earlier system, which may look like anything: in small letters, capitals, or with one at its beginning. */
  number?: string
  ownerId?: string
  owners?: Owners
  companyId?: string
  dealId?: string
  kind?: InvoiceKind
  disputed?: boolean
  statuses?: readonly InvoiceStatus[]
  overdueOn?: IsoDate
  /** The customer's folded name: exactly, or its beginning. */
  companyKey?: string
  companyPrefix?: string
}

/** The invoices that a filter names: what is open first, longest due on top; then the newest. */
export async function listInvoices(read: SqlScope, filter: InvoiceFilter, limit: number): Promise<InvoiceRow[]> {
  const rows = await read.sql<FlatInvoice[]>`
    select i.id, coalesce(i.number, i.ref) as name, i.ref, i.number, i.kind, i.status, i.dispute_reason as "disputeReason", i.currency, i.total_minor as "totalMinor",
      i.open_minor as "openMinor", coalesce(i.issue_date, i.draft_date) as date, i.due_date as "dueDate", i.version,
      jsonb_build_object('id', c.id, 'ref', c.ref, 'name', c.name, 'billingEmail', c.billing_email) as company,
      case when p.id is not null then jsonb_build_object('id', p.id, 'ref', p.ref, 'name', p.name) end as contact,
      case when d.id is not null then jsonb_build_object('id', d.id, 'ref', d.ref, 'title', d.title) end as deal,
      case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as owner
    from invoice i
    join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
    left join contact p on p.workspace_id = i.workspace_id and p.id = i.contact_id
    left join deal d on d.workspace_id = i.workspace_id and d.id = i.deal_id
    left join staff o on o.workspace_id = i.workspace_id and o.id = i.owner_id
    where ${matches(read, filter)}
    order by i.open_minor <> 0 desc, case when i.open_minor <> 0 then i.due_date end,
      coalesce(i.issue_date, i.draft_date) desc, i.id desc
    limit ${limit}`
  return rows.map(({ currency, totalMinor, openMinor, ...row }) => ({
    ...row,
    total: money(totalMinor, currency),
    open: money(openMinor, currency),
  }))
}

/** Throws `not_found`. */
export async function getInvoiceRow(read: SqlScope, id: string): Promise<InvoiceRow> {
  const [row] = await listInvoices(read, { ids: [id] }, 1)
  if (!row) throw notFound('There is no such invoice.', { id })
  return row
}

export type InvoiceTotal = { count: number; total: Money; open: Money }

/** Count and sums of all that a filter names, a row a currency. */
export async function sumInvoices(read: SqlScope, filter: InvoiceFilter): Promise<InvoiceTotal[]> {
  const rows = await read.sql<{ count: number; currency: string; total: bigint; open: bigint }[]>`
    select count(*)::int as count, i.currency, sum(i.total_minor)::bigint as total, sum(i.open_minor)::bigint as open
    from invoice i join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
    where ${matches(read, filter)} group by i.currency order by count(*) desc, i.currency`
  return rows.map(({ count, currency, total, open }) => ({
    count,
    total: money(total, currency),
    open: money(open, currency),
  }))
}

/** Asked for as they may be written, since the index has them so. */
function casesOf(number: string): string[] {
  const small = number.toLowerCase()
  return [small, small.toUpperCase(), small.charAt(0).toUpperCase() + small.slice(1)]
}

function matches(read: SqlScope, filter: InvoiceFilter) {
  const { sql, scope } = read
  return sql`i.workspace_id = ${scope.workspaceId}
    ${filter.ids ? sql`and i.id = any (${[...filter.ids]}::uuid[])` : sql``}
    ${filter.name ? sql`and (i.number = ${filter.name} or i.ref = ${filter.name})` : sql``}
    ${filter.number ? sql`and i.number = any (${casesOf(filter.number)}::text[])` : sql``}
    ${amongOwners(read, read.sql`i.owner_id`, filter.owners)}
    ${filter.ownerId ? sql`and i.owner_id = ${filter.ownerId}` : sql``}
    ${filter.companyId ? ofCompany(read, sql`i.company_id`, filter.companyId) : sql``}
    ${filter.dealId ? sql`and i.deal_id = ${filter.dealId}` : sql``}
    ${filter.kind ? sql`and i.kind = ${filter.kind}` : sql``}
    ${filter.disputed ? sql`and i.disputed_at is not null` : sql``}
    ${filter.statuses ? sql`and i.status = any (${[...filter.statuses]}::text[])` : sql``}
    ${filter.overdueOn ? sql`and i.kind = 'invoice' and i.open_minor <> 0 and i.due_date < ${filter.overdueOn}` : sql``}
    ${filter.companyKey ? sql`and c.name_key = ${filter.companyKey}` : sql``}
    ${filter.companyPrefix ? sql`and c.name_key >= ${filter.companyPrefix} and c.name_key < ${prefixEnd(filter.companyPrefix)}` : sql``}`
}

type FlatInvoice = Omit<InvoiceRow, 'total' | 'open'> & { currency: string; totalMinor: bigint; openMinor: bigint }
