import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { prefixEnd } from '../../lib/name-key.js'
import { ofCompany } from '../crm/company-family.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { BillKind, BillStatus } from './bill.js'

/** A bill, credit note or expense as lists and cards show it. */
export type BillRow = {
  id: string
  ref: string
  kind: BillKind
  number: string | null
  status: BillStatus
  total: Money
  net: Money
  tax: Money
  open: Money
  billDate: IsoDate
  dueDate: IsoDate
  taxPoint: IsoDate | null
  postingDate: IsoDate | null
  department: string | null
  note: string | null
  /** What may be kept of the total for paying by a day. */
  discountBp: number | null
  discountUntil: IsoDate | null
  /** What the supplier wants to be named with the payment. */
  paymentReference: string | null
  heldReason: string | null
  /** The supplier; of an expense nobody. */
  company: { id: string; ref: string; name: string } | null
  /** Of an expense: who spent it. */
  staff: { id: string; name: string } | null
  /** The bill that a credit note corrects. */
  corrects: string | null
  /** The open question about it: APR-12. */
  approval: string | null
  ownerId: string | null
  version: number
}

export type BillFilter = {
  ids?: readonly string[]
  ref?: string
  kinds?: readonly BillKind[]
  statuses?: readonly BillStatus[]
  /** Open and due before this date. */
  dueBefore?: IsoDate
  companyId?: string
  ownerId?: string
  owners?: Owners
  /** Of others too, while a decision is asked about it. */
  orAsked?: boolean
  companyKey?: string
  companyPrefix?: string
  number?: string
}

/** What waits for a decision first, then what is open by due date, then the newest. */
export async function listBills(read: SqlScope, filter: BillFilter, limit: number): Promise<BillRow[]> {
  const rows = await read.sql<FlatBill[]>`
    select b.id, b.ref, b.kind, b.number, b.status, b.currency, b.total_minor as "totalMinor", b.net_minor as "netMinor",
      b.tax_minor as "taxMinor", b.open_minor as "openMinor", b.bill_date::text as "billDate", b.due_date::text as "dueDate",
      b.tax_point::text as "taxPoint", b.posting_date::text as "postingDate", b.department, b.note, b.owner_id as "ownerId", b.version,
      b.discount_bp as "discountBp", b.discount_until::text as "discountUntil", b.payment_reference as "paymentReference", b.held_reason as "heldReason",
      case when c.id is not null then jsonb_build_object('id', c.id, 'ref', c.ref, 'name', c.name) end as company,
      case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as staff, k.ref as corrects,
      ${askedNow(read)} as approval
    from bill b
    left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
    left join staff s on s.workspace_id = b.workspace_id and s.id = b.staff_id
    left join bill k on k.workspace_id = b.workspace_id and k.id = b.corrects_id
    where ${matches(read, filter)}
    order by b.status in ('received', 'approved') desc, b.open_minor <> 0 desc, case when b.open_minor <> 0 then b.due_date end,
      b.bill_date desc, b.id desc
    limit ${limit}`
  return rows.map(({ currency, totalMinor, netMinor, taxMinor, openMinor, ...row }) => ({
    ...row,
    total: money(totalMinor, currency),
    net: money(netMinor, currency),
    tax: money(taxMinor, currency),
    open: money(openMinor, currency),
  }))
}

type FlatBill = Omit<BillRow, 'total' | 'net' | 'tax' | 'open'> & {
  currency: string
  totalMinor: bigint
  netMinor: bigint
  taxMinor: bigint
  openMinor: bigint
}

/** Throws `not_found`. */
export async function getBillRow(read: SqlScope, id: string): Promise<BillRow> {
  const [row] = await listBills(read, { ids: [id] }, 1)
  if (!row) throw notFound('There is no such bill.', { id })
  return row
}

export type BillTotal = { count: number; total: Money; open: Money }

/** Count and sums of all that a filter names, a row a currency; credit notes count against bills. */
export async function sumBills(read: SqlScope, filter: BillFilter): Promise<BillTotal[]> {
  const rows = await read.sql<{ count: number; currency: string; total: bigint; open: bigint }[]>`
    select count(*)::int as count, b.currency,
      sum(case b.kind when 'credit_note' then -b.total_minor else b.total_minor end)::bigint as total,
      sum(case b.kind when 'credit_note' then -b.open_minor else b.open_minor end)::bigint as open
    from bill b left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
    where ${matches(read, filter)} group by b.currency order by count(*) desc, b.currency`
  return rows.map(({ count, currency, total, open }) => ({
    count,
    total: money(total, currency),
    open: money(open, currency),
  }))
}

/** The lines of one bill with what they are booked to. */
export type BillLineRow = {
  position: number
  description: string
  account: string
  tax: string | null
  department: string | null
  net: Money
  serviceFrom: IsoDate | null
  serviceTo: IsoDate | null
}

export async function listBillLines({ sql, scope }: SqlScope, billId: string): Promise<BillLineRow[]> {
  const rows = await sql<(Omit<BillLineRow, 'net'> & { minor: bigint; currency: string })[]>`
    select l.position, l.description, a.code || ' ' || a.name as account, t.name as tax, l.department, l.net_minor as minor,
      b.currency, l.service_from as "serviceFrom", l.service_to as "serviceTo"
    from bill_line l
    join bill b on b.workspace_id = l.workspace_id and b.id = l.bill_id
    join account a on a.workspace_id = l.workspace_id and a.id = l.account_id
    left join tax_code t on t.workspace_id = l.workspace_id and t.id = l.tax_code_id
    where l.workspace_id = ${scope.workspaceId} and l.bill_id = ${billId} order by l.position`
  return rows.map(({ minor, currency, ...row }) => ({ ...row, net: money(minor, currency) }))
}

/** What has settled it so far, oldest first: payments and credits that weren't taken back. */
export type BillSettlement = {
  by: string
  date: IsoDate
  applied: Money
  method: string | null
  reference: string | null
}

export async function listBillSettlements({ sql, scope }: SqlScope, billId: string): Promise<BillSettlement[]> {
  const rows = await sql<(Omit<BillSettlement, 'applied'> & { minor: bigint; currency: string })[]>`
    select coalesce(p.ref, k.ref) as by, a.date, a.amount_minor as minor, b.currency, p.method, p.reference
    from allocation a
    join bill b on b.workspace_id = a.workspace_id and b.id = coalesce(a.bill_id, a.bill_credit_id)
    left join payment p on p.workspace_id = a.workspace_id and p.id = a.payment_id
    left join bill k on k.workspace_id = a.workspace_id and k.id = case when a.bill_id = ${billId} then a.bill_credit_id else a.bill_id end
    where a.workspace_id = ${scope.workspaceId} and (a.bill_id = ${billId} or a.bill_credit_id = ${billId}) and a.reversed_at is null
    order by a.date, a.id`
  return rows.map(({ minor, currency, ...row }) => ({ ...row, applied: money(minor, currency) }))
}

/** The open question about a bill. */
const askedNow = ({ sql }: SqlScope) => sql`(select a.ref from approval a where a.workspace_id = b.workspace_id
  and a.kind in ('bill', 'expense') and a.subject = b.id::text and a.state = 'asked')`

function matches(read: SqlScope, filter: BillFilter) {
  const { sql, scope } = read
  return sql`b.workspace_id = ${scope.workspaceId}
    ${filter.ids ? sql`and b.id = any (${[...filter.ids]}::uuid[])` : sql``}
    ${filter.ref ? sql`and b.ref = ${filter.ref}` : sql``}
    ${filter.number ? sql`and lower(b.number) = ${filter.number.toLowerCase()}` : sql``}
    ${filter.kinds ? sql`and b.kind = any (${[...filter.kinds]}::text[])` : sql``}
    ${filter.statuses ? sql`and b.status = any (${[...filter.statuses]}::text[])` : sql``}
    ${filter.dueBefore ? sql`and b.open_minor <> 0 and b.kind <> 'credit_note' and b.due_date < ${filter.dueBefore}` : sql``}
    ${filter.companyId ? ofCompany(read, sql`b.company_id`, filter.companyId) : sql``}
    and (true ${amongOwners(read, sql`b.owner_id`, filter.owners)} ${filter.orAsked ? sql`or ${askedNow(read)} is not null` : sql``})
    ${filter.ownerId ? sql`and b.owner_id = ${filter.ownerId}` : sql``}
    ${filter.companyKey ? sql`and c.name_key = ${filter.companyKey}` : sql``}
    ${filter.companyPrefix ? sql`and c.name_key >= ${filter.companyPrefix} and c.name_key < ${prefixEnd(filter.companyPrefix)}` : sql``}`
}
