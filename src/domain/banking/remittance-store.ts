import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import { ofCompany } from '../crm/company-family.js'
import type { Remitted } from './match-book.js'
import type { OpenInvoice, ReadRemittance } from './remittance.js'

/** The customer whom an address is known of: one of a contact's, or the billing address. Not by its domain: anybody there may write. */
export async function findPayerBy({ sql, scope }: SqlScope, address: string): Promise<string | null> {
  const key = addressKey(address)
  const rows = await sql<{ id: string }[]>`
    select distinct coalesce(c.merged_into_id, c.id)::text as id from company c
    where c.workspace_id = ${scope.workspaceId} and (
      exists (select from contact_address a join contact p on p.workspace_id = a.workspace_id and p.id = a.contact_id
        where a.workspace_id = c.workspace_id and a.address_key = ${key} and p.company_id = c.id)
      or lower(c.billing_email) = ${key})
    limit 2`
  const [only, another] = rows
  return only && !another ? only.id : null
}

export const listOpenInvoices = (read: SqlScope, companyId: string): Promise<OpenInvoice[]> => read.sql<OpenInvoice[]>`
  select i.id::text as id, i.number, i.currency from invoice i
  where i.workspace_id = ${read.scope.workspaceId} ${ofCompany(read, read.sql`i.company_id`, companyId)}
    and i.kind = 'invoice' and i.number is not null and i.open_minor > 0
  order by i.issue_date, i.id`

/** False where this mail was noted before, by whichever run. */
export async function insertRemittance(
  tx: Tx,
  from: { companyId: string; messageId: string },
  { currency, totalMinor, parts }: ReadRemittance,
): Promise<boolean> {
  const { workspaceId } = tx.scope
  const remittanceId = tx.newId()
  const { count } = await tx.prisma.remittance.createMany({
    data: [{ ...from, workspaceId, id: remittanceId, currency, totalMinor }],
    skipDuplicates: true,
  })
  if (count === 0) return false
  await tx.prisma.remittancePart.createMany({
    data: parts.map(({ invoiceId, minor }, n) => ({
      workspaceId,
      id: tx.newId(),
      remittanceId,
      invoiceId,
      position: n + 1,
      amountMinor: minor,
    })),
  })
  return true
}

type Row = Omit<Remitted, 'parts'> & { invoiceIds: string[]; minors: string[] }

/**
 * What mails say that is still to come: once any of its invoices has taken something since, a mail is done with; that is taken back
 * with what was taken.
 */
export async function listRemitted({ sql, scope }: SqlScope): Promise<Remitted[]> {
  const rows = await sql<Row[]>`
    select r.id::text as "remittanceId", (m.sent_at at time zone w.time_zone)::date::text as on, t.ref as thread, r.total_minor as "totalMinor", r.currency,
      array_agg(p.invoice_id::text order by p.position) as "invoiceIds", array_agg(p.amount_minor::text order by p.position) as minors
    from remittance r
    join workspace w on w.id = r.workspace_id
    join message m on m.workspace_id = r.workspace_id and m.id = r.message_id
    join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
    join remittance_part p on p.workspace_id = r.workspace_id and p.remittance_id = r.id
    join invoice i on i.workspace_id = p.workspace_id and i.id = p.invoice_id
    where r.workspace_id = ${scope.workspaceId}
    group by r.workspace_id, r.id, m.workspace_id, m.id, t.workspace_id, t.id, w.id
    having bool_and(i.open_minor >= p.amount_minor) and not bool_or(exists (select from allocation a
      where a.workspace_id = p.workspace_id and a.invoice_id = p.invoice_id and a.reversed_at is null and a.created_at > r.created_at))
    order by m.sent_at, r.id`
  return rows.map(({ invoiceIds, minors, ...row }) => ({
    ...row,
    parts: invoiceIds.map((invoiceId, n) => ({ invoiceId, minor: BigInt(minors[n] ?? 0) })),
  }))
}

/** The numbers of their invoices, by id. */
export async function namesOfRemitted(
  { sql, scope }: SqlScope,
  remitted: readonly Remitted[],
): Promise<ReadonlyMap<string, string>> {
  const ids = remitted.flatMap(({ parts }) => parts.map(({ invoiceId }) => invoiceId))
  const rows = await sql<{ id: string; name: string }[]>`
    select id::text as id, coalesce(number, ref) as name from invoice
    where workspace_id = ${scope.workspaceId} and id = any(${ids}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
