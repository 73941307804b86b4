import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import type { ItemKind, ItemRef, SettlementItem, Side } from './settlement-item.js'

type Row = Omit<SettlementItem, 'kind' | 'side' | 'freeFrom'> & {
  kind: string
  side: string
  postedOn: IsoDate | null
  takenBackOn: IsoDate | null
}

/**
 * The documents, locked until the transaction ends: one table after the other and by id, so that two who settle the same ones
 * stand in line. Throws `not_found`.
 */
export async function lockItems(tx: Tx, refs: readonly ItemRef[]): Promise<Map<string, SettlementItem>> {
  const { workspaceId } = tx.scope
  const [invoiceIds, billIds, paymentIds] = idsOf(refs)
  if (invoiceIds.length > 0)
    await tx.prisma.$queryRaw`select id from invoice
      where workspace_id = ${workspaceId}::uuid and id = any(${invoiceIds}::uuid[]) order by id for update`
  if (billIds.length > 0)
    await tx.prisma.$queryRaw`select id from bill
      where workspace_id = ${workspaceId}::uuid and id = any(${billIds}::uuid[]) order by id for update`
  if (paymentIds.length > 0)
    await tx.prisma.$queryRaw`select id from payment
      where workspace_id = ${workspaceId}::uuid and id = any(${paymentIds}::uuid[]) order by id for update`
  return readItems(tx, refs)
}

/** The documents as they are at this moment, nothing locked. Throws `not_found`. */
export async function readItems(tx: Tx, refs: readonly ItemRef[]): Promise<Map<string, SettlementItem>> {
  const [invoiceIds, billIds, paymentIds] = idsOf(refs)
  const rows = [...(await invoices(tx, invoiceIds)), ...(await bills(tx, billIds)), ...(await payments(tx, paymentIds))]
  const items = new Map(rows.map((row) => [row.id, toItem(row)]))
  for (const { kind, id } of refs)
    if (items.get(id)?.kind !== kind) throw notFound(`There is no such ${WORDS[kind]}.`, { kind, id })
  return items
}

function idsOf(refs: readonly ItemRef[]): [invoices: string[], bills: string[], payments: string[]] {
  const ids = (...kinds: ItemKind[]) => refs.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)
  return [ids('invoice', 'credit_note'), ids('bill', 'bill_credit'), ids('payment')]
}

const WORDS: Record<ItemKind, string> = {
  invoice: 'invoice',
  credit_note: 'credit note',
  bill: 'bill',
  bill_credit: 'supplier’s credit note',
  payment: 'payment',
}

/** What an allocation changes of a document. Throws `conflict` when somebody was faster. */
export async function saveItem(
  tx: Tx,
  item: SettlementItem,
  { openMinor, baseOpenMinor, status }: Pick<SettlementItem, 'openMinor' | 'baseOpenMinor' | 'status'>,
): Promise<void> {
  const where = { workspaceId: tx.scope.workspaceId, id: item.id, version: item.version }
  const data = { openMinor, baseOpenMinor, status }
  const { count } =
    item.kind === 'payment'
      ? await tx.prisma.payment.updateMany({
          where,
          data: { unappliedMinor: openMinor, baseUnappliedMinor: baseOpenMinor },
        })
      : item.kind === 'bill' || item.kind === 'bill_credit'
        ? await tx.prisma.bill.updateMany({ where, data })
        : await tx.prisma.invoice.updateMany({ where, data })
  if (count === 0) throw changedMeanwhile(item.name)
}

async function invoices(tx: Tx, ids: string[]): Promise<Row[]> {
  if (ids.length === 0) return []
  const { workspaceId } = tx.scope
  return tx.prisma.$queryRaw`
    select i.id::text, i.kind, coalesce(i.number, i.ref) as name, 'receivable' as side, i.company_id::text as "partyId",
      false as "ofStaff", i.currency, i.status, i.total_minor as "totalMinor", i.open_minor as "openMinor",
      i.base_open_minor as "baseOpenMinor", i.version, i.issue_date::text as "postedOn",
      (select max(a.reversed_on)::text from allocation a where a.workspace_id = i.workspace_id
        and (a.invoice_id = i.id or a.credit_note_id = i.id)) as "takenBackOn",
      array(select distinct coalesce(p.method, 'credit_note') from allocation a
        left join payment p on p.workspace_id = a.workspace_id and p.id = a.payment_id
        where a.workspace_id = i.workspace_id and a.invoice_id = i.id and a.reversed_at is null) as "settledBy"
    from invoice i where i.workspace_id = ${workspaceId}::uuid and i.id = any(${ids}::uuid[])`
}

async function bills(tx: Tx, ids: string[]): Promise<Row[]> {
  if (ids.length === 0) return []
  const { workspaceId } = tx.scope
  return tx.prisma.$queryRaw`
    select b.id::text, case b.kind when 'credit_note' then 'bill_credit' else 'bill' end as kind, b.ref as name,
      'payable' as side, coalesce(b.company_id, b.staff_id)::text as "partyId", b.staff_id is not null as "ofStaff",
      b.currency, b.status, b.total_minor as "totalMinor", b.open_minor as "openMinor",
      b.base_open_minor as "baseOpenMinor", b.version, b.posting_date::text as "postedOn",
      (select max(a.reversed_on)::text from allocation a where a.workspace_id = b.workspace_id
        and (a.bill_id = b.id or a.bill_credit_id = b.id)) as "takenBackOn", '{}'::text[] as "settledBy"
    from bill b where b.workspace_id = ${workspaceId}::uuid and b.id = any(${ids}::uuid[])`
}

async function payments(tx: Tx, ids: string[]): Promise<Row[]> {
  if (ids.length === 0) return []
  const { workspaceId } = tx.scope
  return tx.prisma.$queryRaw`
    select p.id::text, 'payment' as kind, p.ref as name,
      -- A refund goes the other way than what it pays back.
      case when (p.direction = 'in') <> exists (select from allocation a where a.workspace_id = p.workspace_id and a.refund_id = p.id)
        then 'receivable' else 'payable' end as side,
      coalesce(p.company_id, p.staff_id)::text as "partyId", p.staff_id is not null as "ofStaff", p.currency,
      case when p.reversed_at is null then 'recorded' else 'reversed' end as status, p.amount_minor as "totalMinor",
      p.unapplied_minor as "openMinor", p.base_unapplied_minor as "baseOpenMinor", p.version, p.date::text as "postedOn",
      (select max(a.reversed_on)::text from allocation a where a.workspace_id = p.workspace_id
        and (a.payment_id = p.id or a.refund_id = p.id)) as "takenBackOn", array[p.method] as "settledBy"
    from payment p where p.workspace_id = ${workspaceId}::uuid and p.id = any(${ids}::uuid[])`
}

const toItem = ({ postedOn, takenBackOn, kind, side, ...row }: Row): SettlementItem => ({
  ...row,
  kind: kind as ItemKind,
  side: side as Side,
  freeFrom: postedOn !== null && takenBackOn !== null && takenBackOn > postedOn ? takenBackOn : postedOn,
})
