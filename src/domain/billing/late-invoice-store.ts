import type { SqlScope } from '../../db/sql-workspace.js'
import { dateIn, type IsoDate } from '../../lib/dates.js'
import { ofCompany } from '../crm/company-family.js'
import type { Debt } from './interest.js'
import type { LateInvoice } from './interest-claim.js'
import { standingReminders } from './reminder-store.js'

type Row = Pick<
  LateInvoice,
  'invoiceId' | 'companyId' | 'name' | 'currency' | 'version' | 'doneInterestMinor' | 'doneFeeMinor'
> & {
  dueDate: IsoDate
  openMinor: bigint
}
type Settled = { of: string; date: IsoDate; minor: bigint }
type Reminder = { invoiceId: string; level: number; occasion: string; at: Date }
type Dispute = { of: string; at: Date; disputed: boolean }

/** Of one customer, of one invoice, or of all. */
export type WhoseInterest = { companyId: string } | { invoiceId: string } | 'all'

/**
 * Invoices that were open past their due date by the end of a day, longest due first, but those that charge interest themselves: there
 * is none on interest. What is settled counts from the day on which the customer had paid it, not from the one on which somebody said
 * what for; what a credit note corrects was never owed; and what was taken back settled nothing. A reminder says interest only `since`
 * there is any.
 */
export async function listLateInvoices(
  read: SqlScope,
  whose: WhoseInterest,
  { through, since }: { through: IsoDate; since: Date },
): Promise<LateInvoice[]> {
  const { sql, scope } = read
  const ofWhom =
    whose === 'all'
      ? sql``
      : 'invoiceId' in whose
        ? sql`and i.id = ${whose.invoiceId}`
        : ofCompany(read, sql`i.company_id`, whose.companyId)
  const rows = await sql<Row[]>`
    select i.id as "invoiceId", i.company_id as "companyId", i.number as name, i.currency, i.version, i.due_date::text as "dueDate",
      i.open_minor as "openMinor", coalesce(d.interest, 0)::bigint as "doneInterestMinor", coalesce(d.fee, 0)::bigint as "doneFeeMinor"
    from invoice i
    left join lateral (select sum(c.interest_minor) as interest, sum(c.fee_minor) as fee from interest_claim c
      where c.workspace_id = i.workspace_id and c.invoice_id = i.id) d on true
    where i.workspace_id = ${scope.workspaceId} ${ofWhom} and i.kind = 'invoice' and i.number is not null and i.due_date < ${through}
      and (i.open_minor > 0 or exists (select from allocation a
        where a.workspace_id = i.workspace_id and a.invoice_id = i.id and a.reversed_at is null and a.date > i.due_date))
      and not exists (select from interest_claim c where c.workspace_id = i.workspace_id and c.document_id = i.id)
    order by i.due_date, i.id`
  if (rows.length === 0) return []
  const ids = rows.map(({ invoiceId }) => invoiceId)
  // One after another: a reminder asks within its transaction, whose connection answers one at a time.
  const settled = await settledOf(read, ids)
  const standing = standingReminders(await remindersOf(read, ids, since))
  const disputes = await disputesOf(read, ids)
  const [zone] = await sql<{ timeZone: string }[]>`
    select time_zone as "timeZone" from workspace where id = ${scope.workspaceId}`
  const dayOf = (at: Date) => dateIn(zone?.timeZone ?? 'UTC', at)
  return rows.map(({ dueDate, openMinor, ...row }) => {
    const own = settled.filter(({ of }) => of === row.invoiceId)
    const debt: Debt = {
      dueDate,
      minor: own.reduce((sum, { minor }) => sum + minor, openMinor),
      settled: own,
      disputed: spansOf(
        disputes.filter(({ of }) => of === row.invoiceId),
        dayOf,
      ),
    }
    const said = standing.filter(({ invoiceId }) => invoiceId === row.invoiceId)
    return { ...row, open: openMinor > 0n, debt, saidAt: Math.max(0, ...said.map(({ level }) => level)) }
  })
}

const settledOf = ({ sql, scope }: SqlScope, ids: readonly string[]) => sql<Settled[]>`
  select a.invoice_id as of, least(a.date, y.date, case when c.corrects_id = i.id then i.issue_date else c.issue_date end)::text as date,
    a.amount_minor as minor
  from allocation a
  join invoice i on i.workspace_id = a.workspace_id and i.id = a.invoice_id
  left join payment y on y.workspace_id = a.workspace_id and y.id = a.payment_id
  left join invoice c on c.workspace_id = a.workspace_id and c.id = a.credit_note_id
  where a.workspace_id = ${scope.workspaceId} and a.invoice_id = any(${ids as string[]}::uuid[]) and a.reversed_at is null
  order by a.date, a.id`

const remindersOf = ({ sql, scope }: SqlScope, ids: readonly string[], since: Date) => sql<Reminder[]>`
  select invoice_id as "invoiceId", level, occasion, at from invoice_reminder
  where workspace_id = ${scope.workspaceId} and invoice_id = any(${ids as string[]}::uuid[]) and at >= ${since}`

/** When an objection was noted and when it was settled is in the audit trail, whichever command did it. */
const disputesOf = ({ sql, scope }: SqlScope, ids: readonly string[]) => sql<Dispute[]>`
  select entity_id as of, at, after ->> 'disputed_at' is not null as disputed from audit_log
  where workspace_id = ${scope.workspaceId} and entity = 'invoice' and entity_id = any(${ids as string[]}::uuid[])
    and action = 'update' and after ? 'disputed_at' order by at, id`

function spansOf(changes: readonly Dispute[], dayOf: (at: Date) => IsoDate): Debt['disputed'] {
  const spans: { from: IsoDate; to: IsoDate | null }[] = []
  for (const { at, disputed } of changes) {
    const last = spans.at(-1)
    if (disputed) spans.push({ from: dayOf(at), to: null })
    else if (last) last.to = dayOf(at)
  }
  return spans
}
