import type { SqlScope } from '../../db/sql-workspace.js'
import type { TraceStart } from './trace.js'

/** Which documents and payments hang together, by their ids. */
export type TraceIds = { deals: string[]; invoices: string[]; bills: string[]; payments: string[] }

/** The ids of everything that a deal, a document or a payment hangs together with. */
export async function findTraceIds(read: SqlScope, start: TraceStart): Promise<TraceIds> {
  if ('paymentId' in start) {
    const uses = await usesOf(read, { payments: [start.paymentId] })
    const payments = [...new Set([start.paymentId, ...uses.payments])]
    const settled = await usesOf(read, { payments })
    return { ...settled, payments, deals: await dealsOf(read, settled.invoices) }
  }
  const invoices = 'billId' in start ? [] : await invoicesOf(read, start)
  const bills = 'billId' in start ? await billsOf(read, start.billId) : []
  const { payments } = await usesOf(read, { invoices, bills })
  const deals = 'dealId' in start ? [start.dealId] : await dealsOf(read, invoices)
  return { deals, invoices, bills, payments }
}

type Uses = Omit<TraceIds, 'deals'>

/** What allocations – those taken back as well – bring together with documents or payments. Each column has its index. */
async function usesOf(
  { sql, scope }: SqlScope,
  { invoices = [], bills = [], payments = [] }: Partial<Uses>,
): Promise<Uses> {
  const rows = await sql<
    { invoiceId: string | null; billId: string | null; one: string | null; other: string | null }[]
  >`
    select coalesce(invoice_id, credit_note_id)::text as "invoiceId", coalesce(bill_id, bill_credit_id)::text as "billId",
      payment_id::text as one, refund_id::text as other
    from allocation where workspace_id = ${scope.workspaceId} and (invoice_id = any(${invoices}::uuid[])
      or credit_note_id = any(${invoices}::uuid[]) or bill_id = any(${bills}::uuid[]) or bill_credit_id = any(${bills}::uuid[])
      or payment_id = any(${payments}::uuid[]) or refund_id = any(${payments}::uuid[]))`
  const ids = (columns: (string | null)[]) => [...new Set(columns.filter((id) => id !== null))]
  return {
    invoices: ids(rows.map(({ invoiceId }) => invoiceId)),
    bills: ids(rows.map(({ billId }) => billId)),
    payments: ids(rows.flatMap(({ one, other }) => [one, other])),
  }
}

/** Of a deal its invoices; of an invoice itself, its credit notes, or what it corrects. */
async function invoicesOf(
  { sql, scope }: SqlScope,
  start: { dealId: string } | { invoiceId: string },
): Promise<string[]> {
  const ws = scope.workspaceId
  const rows =
    'dealId' in start
      ? await sql<
          { id: string }[]
        >`select id::text from invoice where workspace_id = ${ws} and deal_id = ${start.dealId}`
      : await sql<{ id: string }[]>`
          select id::text from invoice where workspace_id = ${ws} and (id = ${start.invoiceId} or corrects_id = ${start.invoiceId})
          union select corrects_id::text from invoice where workspace_id = ${ws} and id = ${start.invoiceId} and corrects_id is not null`
  return rows.map(({ id }) => id)
}

async function billsOf({ sql, scope }: SqlScope, id: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id::text from bill where workspace_id = ${scope.workspaceId} and (id = ${id} or corrects_id = ${id})
    union select corrects_id::text from bill where workspace_id = ${scope.workspaceId} and id = ${id} and corrects_id is not null`
  return rows.map((row) => row.id)
}

async function dealsOf({ sql, scope }: SqlScope, invoices: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct deal_id::text as id from invoice
    where workspace_id = ${scope.workspaceId} and id = any(${invoices as string[]}::uuid[]) and deal_id is not null`
  return rows.map(({ id }) => id)
}
