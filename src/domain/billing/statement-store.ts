import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { ofCompany } from '../crm/company-family.js'
import { type Known, knownThen, recordedBy } from '../ledger/known.js'
import { openItems } from './ageing-store.js'
import { methodName, type PaymentMethod } from './payment.js'
import type { Movement, StatementItem } from './statement.js'

type Row = Omit<Movement, 'label' | 'ref' | 'uses'> & {
  source: string
  memo: string
  kind: 'invoice' | 'credit_note' | null
  invoice: string | null
  payment: string | null
  direction: 'in' | 'out' | null
  method: PaymentMethod | null
  of: string | null
}

/** What a customer owed at the end of the day before, a currency each. */
export const listOpening = (read: SqlScope, companyId: string, from: IsoDate, known: Known | null) =>
  read.sql<{ currency: string; minor: bigint }[]>`
    select p.currency, sum(p.amount_minor)::bigint as minor
    from posting p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id and a.control = 'receivable'
    where p.workspace_id = ${read.scope.workspaceId} ${ofCompany(read, read.sql`p.company_id`, companyId)} and p.date < ${from}
      ${knownThen(read, read.sql`p.entry_id`, known?.seal ?? null)}
    group by p.currency`

/**
 * What changed what a customer owes in those days, an entry each, in order. It is read from the receivables account itself, so that
 * it comes to what the books say; exchange differences change nothing in the document's currency and are left out.
 */
export async function listMovements(
  read: SqlScope,
  companyId: string,
  { from, to }: { from: IsoDate; to: IsoDate },
  known: Known | null,
): Promise<Movement[]> {
  const { sql, scope } = read
  const rows = await sql<Row[]>`
    select m.currency, m.date::text, m.source, m.memo, m.minor, i.kind, coalesce(i.number, i.ref) as invoice,
      case when m.payment_id is null then i.due_date::text end as "dueDate",
      y.ref as payment, y.direction, y.method, coalesce(m.payment_id, m.invoice_id)::text as of
    from (
      select e.id, e.date, e.recorded_at, e.source, e.memo, p.currency, sum(p.amount_minor)::bigint as minor,
        (array_agg(p.payment_id) filter (where p.payment_id is not null))[1] as payment_id,
        (array_agg(p.invoice_id) filter (where p.invoice_id is not null))[1] as invoice_id
      from posting p
      join account a on a.workspace_id = p.workspace_id and a.id = p.account_id and a.control = 'receivable'
      join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
      where p.workspace_id = ${scope.workspaceId} ${ofCompany(read, sql`p.company_id`, companyId)} and p.date between ${from} and ${to}
        ${knownThen(read, sql`p.entry_id`, known?.seal ?? null)}
      group by e.workspace_id, e.id, p.currency having sum(p.amount_minor) <> 0) m
    left join invoice i on i.workspace_id = ${scope.workspaceId} and i.id = m.invoice_id
    left join payment y on y.workspace_id = ${scope.workspaceId} and y.id = m.payment_id
    order by m.date, m.recorded_at, m.id`
  const uses = await listUses(
    read,
    rows.flatMap(({ of }) => of ?? []),
    to,
    known,
  )
  return rows.map((row) => ({
    currency: row.currency,
    date: row.date,
    label: labelOf(row),
    ref: row.payment ?? row.invoice ?? '',
    dueDate: row.kind === 'invoice' && row.minor > 0n ? row.dueDate : null,
    minor: row.minor,
    uses: row.minor < 0n ? uses.filter(({ from: source }) => source === row.of) : [],
  }))
}

/** In the customer's words. */
function labelOf({ source, payment, direction, method, kind, minor, memo }: Row): string {
  if (source === 'opening') return 'Carried over'
  if (payment !== null && method !== null) {
    if (direction === 'in') return minor < 0n ? methodName[method] : `${methodName[method]} taken back`
    return minor > 0n ? 'Refund' : 'Refund taken back'
  }
  if (source === 'invoice' || source === 'credit-note') return kind === 'credit_note' ? 'Credit note' : 'Invoice'
  return memo
}

/** What payments and credit notes were used for by the end of a day. */
const listUses = (read: SqlScope, ids: readonly string[], to: IsoDate, known: Known | null) =>
  read.sql<{ from: string; name: string; minor: bigint }[]>`
    select coalesce(a.payment_id, a.credit_note_id)::text as from, coalesce(i.number, r.ref) as name, a.amount_minor as minor
    from allocation a
    left join invoice i on i.workspace_id = a.workspace_id and i.id = a.invoice_id
    left join payment r on r.workspace_id = a.workspace_id and r.id = a.refund_id
    where a.workspace_id = ${read.scope.workspaceId} ${recordedBy(read, read.sql`a.created_at`, known)} and (a.payment_id = any(${ids as string[]}::uuid[]) or a.credit_note_id = any(${ids as string[]}::uuid[]))
      and a.date <= ${to} and (a.reversed_on is null or a.reversed_on > ${to} or a.reversed_at > ${known?.at ?? null}::timestamptz)
    order by a.date, a.id`

/** What is open at the end of a day, longest due first. */
export const listOpenOf = (read: SqlScope, companyId: string, to: IsoDate, known: Known | null) =>
  read.sql<StatementItem[]>`
    select o.currency, o.ref, o.date::text, o.due_date::text as "dueDate", o.minor
    from ${openItems(read, to, known)} o
    where o.control = 'receivable' ${ofCompany(read, read.sql`o.company_id`, companyId)} and o.minor <> 0
    order by o.due_date nulls last, o.date, o.ref`
