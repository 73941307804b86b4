import type { SqlScope } from '../../db/sql-workspace.js'
import type { OpenItem, OpenRun, RunPart, UntoldEntry } from './match-book.js'
import { messageIdOf } from './payment-run.js'

type RunPartRow = Omit<OpenRun, 'name' | 'parts' | 'messageId'> &
  Omit<RunPart, 'party' | 'entry'> & {
    run: string
    companyId: string | null
    staffId: string | null
    paymentId: string | null
  }

/** Payments of approved runs that may not have been told of yet: their bills, and what recorded them at the approval. */
export const listRunParts = ({ sql, scope }: SqlScope): Promise<RunPartRow[]> => sql<RunPartRow[]>`
  select r.id as "runId", r.ref as run, r.bank_account_id as "bankAccountId", r.pay_on as "payOn", r.currency, i.bill_id as "billId", b.ref as name,
    i.amount_minor as "openMinor", i.discount_minor as "discountMinor", i.end_to_end_id as "endToEndId", b.company_id as "companyId",
    b.staff_id as "staffId",
    (select p.id from allocation a join payment p on p.workspace_id = a.workspace_id and p.id = a.payment_id
      where a.workspace_id = i.workspace_id and a.bill_id = i.bill_id and a.reversed_at is null and p.method = 'bank'
        and p.date = r.pay_on and p.amount_minor = i.amount_minor order by p.id limit 1) as "paymentId"
  from payment_run r
  join payment_run_item i on i.workspace_id = r.workspace_id and i.run_id = r.id and i.live
  join bill b on b.workspace_id = i.workspace_id and b.id = i.bill_id
  where r.workspace_id = ${scope.workspaceId} and r.state = 'approved'
    and r.pay_on >= coalesce((select max(booking_date) from bank_line where workspace_id = r.workspace_id), r.pay_on) - 100
  order by r.ref, i.position`

/** By run, what of it is still to be told: a bill with so much open, or a payment that no line is matched to. */
export function openRuns(
  rows: readonly RunPartRow[],
  items: readonly OpenItem[],
  untold: readonly UntoldEntry[],
): OpenRun[] {
  const open = new Map(items.map((item) => [item.id, item.openMinor]))
  const entries = new Map(untold.map((entry) => [entry.paymentId, entry]))
  const runs = new Map<string, OpenRun>()
  for (const { runId, run: ref, bankAccountId, payOn, currency, companyId, staffId, paymentId, ...part } of rows) {
    const entry = paymentId === null ? null : (entries.get(paymentId) ?? null)
    if (entry === null && (open.get(part.billId) ?? 0n) < part.openMinor + part.discountMinor) continue
    const party = companyId === null ? { staffId: staffId ?? '' } : { companyId }
    const head = { runId, name: ref, messageId: messageIdOf(ref, payOn), bankAccountId, payOn, currency }
    runs.set(runId, { ...head, parts: [...(runs.get(runId)?.parts ?? []), { ...part, party, entry }] })
  }
  return [...runs.values()]
}
