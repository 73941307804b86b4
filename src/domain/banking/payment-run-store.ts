import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, toDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { Payable, RunItem } from './payment-run.js'

export type RunState = 'proposed' | 'approved' | 'rejected' | 'void'
/** When the payments are recorded: at once with the approval, or as the bank's statement shows them. */
export type RunRecord = 'at_once' | 'statement'

export type PaymentRun = {
  id: string
  ref: string
  payOn: IsoDate
  currency: string
  totalMinor: bigint
  record: RunRecord
  state: RunState
  bankAccountId: string
  version: number
}

export type RunWithItems = PaymentRun & { items: readonly RunItem[] }

/** What is open in a currency, whoever it is owed to; `ids` narrows to these bills. */
export async function listPayables(
  { sql, scope }: SqlScope,
  {
    currency,
    companyId = null,
    ids = null,
  }: { currency: string; companyId?: string | null; ids?: readonly string[] | null },
): Promise<Payable[]> {
  return sql<Payable[]>`
    select b.id::text as "billId", b.ref, b.number, coalesce(c.name, s.name) as party, b.company_id::text as "companyId",
      b.staff_id::text as "staffId", b.currency, b.total_minor as "totalMinor", b.open_minor as "openMinor",
      b.due_date::text as "dueDate", b.discount_bp as "discountBp", b.discount_until::text as "discountUntil",
      b.held_reason as "heldReason", b.payee_number as "payeeNumber", b.payment_reference as "paymentReference",
      case when v.id is not null then jsonb_build_object('id', v.id, 'holder', v.holder, 'number', v.number, 'bic', v.bic, 'routing', v.routing) end as payee,
      exists (select from payee p where p.workspace_id = b.workspace_id and p.state = 'proposed'
        and coalesce(p.company_id, p.staff_id) = coalesce(b.company_id, b.staff_id)) as changing,
      (select r.ref from payment_run_item i join payment_run r on r.workspace_id = i.workspace_id and r.id = i.run_id
        where i.workspace_id = b.workspace_id and i.bill_id = b.id and i.live) as run
    from bill b
    left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
    left join staff s on s.workspace_id = b.workspace_id and s.id = b.staff_id
    left join payee v on v.workspace_id = b.workspace_id and v.state = 'verified'
      and coalesce(v.company_id, v.staff_id) = coalesce(b.company_id, b.staff_id)
    where b.workspace_id = ${scope.workspaceId}::uuid and b.open_minor <> 0 and b.kind <> 'credit_note' and b.currency = ${currency}
      and (${companyId}::uuid is null or b.company_id = ${companyId}::uuid)
      and (${ids === null} or b.id = any(${(ids ?? []) as string[]}::uuid[]))
    order by b.due_date, b.ref`
}

/** Of two runs at once the later one sees what the earlier one pays. */
export const lockRuns = (tx: Tx): Promise<void> => oneAtATime(tx, 'payment runs')

export async function insertRun(tx: Tx, { items, payOn, ...run }: Omit<RunWithItems, 'version'>): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.paymentRun.create({ data: { ...run, workspaceId, payOn: toDbDate(payOn) } })
  await tx.prisma.paymentRunItem.createMany({
    data: items.map(({ billId, amountMinor, discountMinor, endToEndId, remittance, payee }, i) => ({
      workspaceId,
      id: tx.newId(),
      runId: run.id,
      position: i + 1,
      billId,
      amountMinor,
      discountMinor,
      endToEndId,
      remittance,
      payeeId: payee.id,
    })),
  })
}

/** Throws `not_found`. */
export async function getRun(tx: Tx, id: string): Promise<RunWithItems> {
  const [run] = await listRuns(sqlInTx(tx), { ids: [id] }, 1)
  if (!run) throw notFound('There is no such payment run.', { id })
  const { payments: _, paid: __, ...row } = run
  return { ...row, items: await listRunItems(sqlInTx(tx), id) }
}

/** What was taken out of an approved run is left out. */
export const listRunItems = ({ sql, scope }: SqlScope, runId: string): Promise<RunItem[]> => sql<RunItem[]>`
  select i.bill_id::text as "billId", b.ref, coalesce(c.name, s.name) as party, b.due_date::text as "dueDate",
    i.amount_minor as "amountMinor", i.discount_minor as "discountMinor", i.end_to_end_id as "endToEndId", i.remittance,
    jsonb_build_object('id', p.id, 'holder', p.holder, 'number', p.number, 'bic', p.bic, 'routing', p.routing) as payee,
    b.open_minor < i.amount_minor + i.discount_minor as paid
  from payment_run_item i
  join payment_run r on r.workspace_id = i.workspace_id and r.id = i.run_id
  join bill b on b.workspace_id = i.workspace_id and b.id = i.bill_id
  join payee p on p.workspace_id = i.workspace_id and p.id = i.payee_id
  left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
  left join staff s on s.workspace_id = b.workspace_id and s.id = b.staff_id
  where i.workspace_id = ${scope.workspaceId}::uuid and i.run_id = ${runId}::uuid and (i.live or r.state <> 'approved')
  order by i.position`

/** How many payments, and how many of them the books have. */
export type RunRow = PaymentRun & { payments: number; paid: number }

/** Newest first. */
export const listRuns = (
  { sql, scope }: SqlScope,
  { ids = null, ref = null }: { ids?: readonly string[] | null; ref?: string | null },
  most: number,
): Promise<RunRow[]> => sql<RunRow[]>`
  select r.id::text as id, r.ref, r.pay_on::text as "payOn", r.currency, r.total_minor as "totalMinor", r.record, r.state,
    r.bank_account_id::text as "bankAccountId", r.version,
    p.payments, p.paid
  from payment_run r
  cross join lateral (
    select count(*)::int as payments, count(*) filter (where b.open_minor < i.amount_minor + i.discount_minor)::int as paid
    from payment_run_item i join bill b on b.workspace_id = i.workspace_id and b.id = i.bill_id
    where i.workspace_id = r.workspace_id and i.run_id = r.id and (i.live or r.state <> 'approved')) p
  where r.workspace_id = ${scope.workspaceId}::uuid and (${ids === null} or r.id = any(${(ids ?? []) as string[]}::uuid[]))
    and (${ref}::text is null or r.ref = ${ref})
  order by r.created_at desc, r.id desc limit ${most}`

/** What is taken out of an approved run can be paid by another. */
export async function takeOut(tx: Tx, runId: string, billIds: readonly string[]): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.paymentRunItem.updateMany({
    where: { workspaceId, runId, billId: { in: [...billIds] } },
    data: { live: false },
  })
}

/** What won't be paid by a run any more can be paid by another. */
export async function saveRunState(tx: Tx, runId: string, state: RunState): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.paymentRun.updateMany({ where: { workspaceId, id: runId }, data: { state } })
  if (state === 'rejected' || state === 'void')
    await tx.prisma.paymentRunItem.updateMany({ where: { workspaceId, runId }, data: { live: false } })
}
