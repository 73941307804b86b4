import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import { touchesRestricted } from '../ledger/journal-list-store.js'
import { amongOwners, type Owners } from '../people/owners.js'
import { inOrder, type TraceKind, type TraceSight, type TraceStart, type TraceStep } from './trace.js'
import { findTraceIds, type TraceIds } from './trace-ids-store.js'

type Row = {
  kind: TraceKind
  id: string
  ref: string | null
  title: string
  date: IsoDate | null
  minor: bigint | null
  currency: string
  of: string[]
  undone: boolean
}

/**
 * Everything that a deal, a document, a payment, an entry or a line of the bank hangs together with: its deals, documents, payments, entries and bank lines. From
 * a payment it goes to the documents it settled, not on to what else settled those.
 */
export async function traceChain(
  read: SqlScope,
  starts: readonly TraceStart[],
  sight: TraceSight,
): Promise<{ ids: TraceIds; steps: TraceStep[] }> {
  const ids = await findTraceIds(read, starts)
  const rows = await Promise.all([
    deals(read, ids, sight.deals),
    quotes(read, ids, sight.quotes),
    invoices(read, ids, sight.invoices),
    bills(read, ids, sight.bills),
    sight.payments ? payments(read, ids) : [],
    sight.entries ? entries(read, ids, sight) : [],
    sight.bankLines ? bankLines(read, ids) : [],
  ])
  const steps = rows
    .flat()
    .map(({ minor, currency, ...row }) => ({ ...row, amount: minor === null ? null : money(minor, currency) }))
  const seen = new Set(steps.flatMap(({ ref }) => (ref === null ? [] : [ref])))
  return { ids, steps: inOrder(steps.map((step) => ({ ...step, of: step.of.filter((ref) => seen.has(ref)) }))) }
}

const owned = (read: SqlScope, owners: Owners) => amongOwners(read, read.sql`owner_id`, owners)

const deals = (read: SqlScope, ids: TraceIds, sight: Owners) => read.sql<Row[]>`
  select 'deal' as kind, id::text, ref, title, coalesce(closed_on, expected_close) as date, amount_minor as minor, currency,
    '{}'::text[] as of, false as undone
  from deal where workspace_id = ${read.scope.workspaceId} and id = any(${ids.deals}::uuid[]) ${owned(read, sight)}`

const quotes = (read: SqlScope, ids: TraceIds, sight: Owners) => read.sql<Row[]>`
  select 'quote' as kind, q.id::text, q.ref, concat_ws(', ', q.title, q.status) as title, q.quote_date as date, q.total_minor as minor,
    q.currency, array[d.ref] as of, q.status = 'declined' as undone
  from (select * from quote where workspace_id = ${read.scope.workspaceId} and deal_id = any(${ids.deals}::uuid[]) ${owned(read, sight)}) q
  join deal d on d.workspace_id = q.workspace_id and d.id = q.deal_id`

const invoices = (read: SqlScope, ids: TraceIds, sight: Owners) => read.sql<Row[]>`
  select i.kind, i.id::text, coalesce(i.number, i.ref) as ref, c.name as title, coalesce(i.issue_date, i.draft_date) as date,
    case i.kind when 'credit_note' then -i.total_minor else i.total_minor end as minor, i.currency,
    array_remove(array[d.ref, coalesce(o.number, o.ref)], null) as of, i.status = 'void' as undone
  from (select * from invoice where workspace_id = ${read.scope.workspaceId} and id = any(${ids.invoices}::uuid[]) ${owned(read, sight)}) i
  join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
  left join deal d on d.workspace_id = i.workspace_id and d.id = i.deal_id and i.kind = 'invoice'
  left join invoice o on o.workspace_id = i.workspace_id and o.id = i.corrects_id`

const bills = (read: SqlScope, ids: TraceIds, sight: Owners) => read.sql<Row[]>`
  select 'bill' as kind, b.id::text, b.ref, concat_ws(', ', b.number, coalesce(c.name, s.name)) as title, b.bill_date as date,
    case b.kind when 'credit_note' then -b.total_minor else b.total_minor end as minor, b.currency,
    array_remove(array[o.ref], null) as of, b.status in ('void', 'rejected') as undone
  from (select * from bill where workspace_id = ${read.scope.workspaceId} and id = any(${ids.bills}::uuid[]) ${owned(read, sight)}) b
  left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
  left join staff s on s.workspace_id = b.workspace_id and s.id = b.staff_id
  left join bill o on o.workspace_id = b.workspace_id and o.id = b.corrects_id`

/** What came in is above zero, as on the bank statement. */
const payments = ({ sql, scope }: SqlScope, ids: TraceIds) => sql<Row[]>`
  select 'payment' as kind, p.id::text, p.ref, concat_ws(', ', nullif(p.method, 'bank'), p.reference) as title, p.date,
    case p.direction when 'in' then p.amount_minor else -p.amount_minor end as minor, p.currency, p.reversed_at is not null as undone,
    array(select distinct coalesce(i.number, b.ref, n.number, bc.ref, o.ref) from allocation a
      left join invoice i on i.workspace_id = a.workspace_id and i.id = a.invoice_id
      left join bill b on b.workspace_id = a.workspace_id and b.id = a.bill_id
      left join invoice n on n.workspace_id = a.workspace_id and n.id = a.credit_note_id
      left join bill bc on bc.workspace_id = a.workspace_id and bc.id = a.bill_credit_id
      left join payment o on o.workspace_id = a.workspace_id and a.refund_id = p.id and o.id = a.payment_id
      where a.workspace_id = p.workspace_id and (a.payment_id = p.id or a.refund_id = p.id) and a.reversed_at is null
        and coalesce(i.number, b.ref, n.number, bc.ref, o.ref) is not null order by 1) as of
  from payment p where p.workspace_id = ${scope.workspaceId} and p.id = any(${ids.payments}::uuid[])`

/** Every entry that names one of them, reversals and exchange differences included, with the debits in the currency of the books. */
const entries = (
  { sql, scope }: SqlScope,
  { invoices, bills, payments, entries: alone }: TraceIds,
  { restricted }: TraceSight,
) => sql<Row[]>`
  select 'entry' as kind, e.id::text, 'JE-' || s.number as ref, e.memo as title, e.date, w.base_currency as currency,
    sum(p.base_minor) filter (where p.base_minor > 0)::bigint as minor, false as undone,
    array_remove(array_agg(distinct case when p.payment_id is not null then y.ref else coalesce(i.number, i.ref, b.ref) end), null) as of
  from journal_entry e
  join workspace w on w.id = e.workspace_id
  join posting p on p.workspace_id = e.workspace_id and p.entry_id = e.id
  left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
  left join invoice i on i.workspace_id = p.workspace_id and i.id = p.invoice_id
  left join bill b on b.workspace_id = p.workspace_id and b.id = p.bill_id
  left join payment y on y.workspace_id = p.workspace_id and y.id = p.payment_id
  where e.workspace_id = ${scope.workspaceId} and e.id in (
    select entry_id from posting where workspace_id = ${scope.workspaceId} and payment_id = any(${payments}::uuid[])
    union select entry_id from posting where workspace_id = ${scope.workspaceId} and payment_id is null and invoice_id = any(${invoices}::uuid[])
    union select entry_id from posting where workspace_id = ${scope.workspaceId} and payment_id is null and bill_id = any(${bills}::uuid[])
    union select unnest(${alone}::uuid[]))
    and (${restricted} or not ${touchesRestricted({ sql })})
  group by e.workspace_id, e.id, s.number, w.base_currency order by e.date, e.recorded_at, e.id`

const bankLines = ({ sql, scope }: SqlScope, { payments, entries: alone }: TraceIds) => sql<Row[]>`
  select 'bank_line' as kind, l.id::text, l.ref, concat_ws(', ', l.counterparty_name, left(l.remittance, 60)) as title,
    l.booking_date as date, l.amount_minor as minor, l.currency, false as undone,
    array_remove(array_agg(distinct coalesce(p.ref, 'JE-' || s.number)), null) as of
  from bank_match m
  join bank_line l on l.workspace_id = m.workspace_id and l.id = m.line_id
  left join payment p on p.workspace_id = m.workspace_id and p.id = m.payment_id
  left join sealed_entry s on s.workspace_id = m.workspace_id and s.entry_id = m.entry_id
  where m.workspace_id = ${scope.workspaceId} and m.undone_at is null
    and (m.payment_id = any(${payments}::uuid[]) or m.entry_id = any(${alone}::uuid[]))
  group by l.workspace_id, l.id order by l.booking_date, l.ref`
