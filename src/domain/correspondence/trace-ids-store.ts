import type { SqlScope } from '../../db/sql-workspace.js'
import type { TraceStart } from './trace.js'

/** Which documents and payments hang together, by their ids; and entries of no document, such as the fee on a bank line. */
export type TraceIds = { deals: string[]; invoices: string[]; bills: string[]; payments: string[]; entries: string[] }

/** The ids of everything that records hang together with: of each its chain, taken together. */
export async function findTraceIds(read: SqlScope, starts: readonly TraceStart[]): Promise<TraceIds> {
  const found = await Promise.all(starts.map((start) => idsOf(read, start)))
  const all = (of: (ids: TraceIds) => string[]) => [...new Set(found.flatMap(of))]
  return {
    deals: all(({ deals }) => deals),
    invoices: all(({ invoices }) => invoices),
    bills: all(({ bills }) => bills),
    payments: all(({ payments }) => payments),
    entries: all(({ entries }) => entries),
  }
}

async function idsOf(read: SqlScope, start: TraceStart): Promise<TraceIds> {
  if ('lineId' in start) return findTraceIds(read, await matchedTo(read, start.lineId))
  if ('entryId' in start) {
    const named = await findTraceIds(read, await namedBy(read, start.entryId))
    return { ...named, entries: [start.entryId] }
  }
  if ('paymentId' in start) {
    const uses = await usesOf(read, { payments: [start.paymentId] })
    const payments = [...new Set([start.paymentId, ...uses.payments])]
    const settled = await usesOf(read, { payments })
    return { ...settled, payments, deals: await dealsOf(read, settled.invoices), entries: [] }
  }
  const invoices = 'billId' in start ? [] : await invoicesOf(read, start)
  const bills = 'billId' in start ? await billsOf(read, start.billId) : []
  const { payments } = await usesOf(read, { invoices, bills })
  const deals = 'dealId' in start ? [start.dealId] : await dealsOf(read, invoices)
  return { deals, invoices, bills, payments, entries: [] }
}

/** The payments and entries that a line of the bank is. */
async function matchedTo({ sql, scope }: SqlScope, lineId: string): Promise<TraceStart[]> {
  const rows = await sql<{ paymentId: string | null; entryId: string | null }[]>`
    select distinct payment_id::text as "paymentId", entry_id::text as "entryId" from bank_match
    where workspace_id = ${scope.workspaceId} and line_id = ${lineId} and undone_at is null`
  return rows.flatMap(({ paymentId, entryId }): TraceStart[] => [
    ...(paymentId === null ? [] : [{ paymentId }]),
    ...(entryId === null ? [] : [{ entryId }]),
  ])
}

/** What the postings of an entry are of: payments, else documents. */
async function namedBy({ sql, scope }: SqlScope, entryId: string): Promise<TraceStart[]> {
  const rows = await sql<{ paymentId: string | null; invoiceId: string | null; billId: string | null }[]>`
    select distinct payment_id::text as "paymentId", invoice_id::text as "invoiceId", bill_id::text as "billId" from posting
    where workspace_id = ${scope.workspaceId} and entry_id = ${entryId}`
  return rows.flatMap(({ paymentId, invoiceId, billId }): TraceStart[] => {
    if (paymentId !== null) return [{ paymentId }]
    if (invoiceId !== null) return [{ invoiceId }]
    return billId === null ? [] : [{ billId }]
  })
}

type Uses = Omit<TraceIds, 'deals' | 'entries'>

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
