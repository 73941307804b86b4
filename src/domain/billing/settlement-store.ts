import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { PaymentMethod } from './payment.js'

/** A document's part in settling another: a payment of an invoice, or what a credit note was used for. */
export type Settlement = {
  /** PAY-12, CN-2026-0007; of a credit note the invoice it settled. */
  ref: string
  date: IsoDate
  currency: string
  appliedMinor: bigint
  /** Of the payment or credit note: the whole, and what is left of it. */
  amountMinor: bigint
  unappliedMinor: bigint
  method: PaymentMethod | 'credit_note'
  reference: string | null
}

/** What settles an invoice, or what a credit note settled, oldest first; what was taken back doesn't count. */
export const listSettlements = ({ sql, scope }: SqlScope, invoiceId: string): Promise<Settlement[]> =>
  sql<Settlement[]>`
    select case when a.credit_note_id = ${invoiceId} then coalesce(i.number, r.ref) else coalesce(p.ref, n.number) end as ref,
      a.date, coalesce(p.currency, n.currency) as currency, a.amount_minor as "appliedMinor",
      coalesce(p.amount_minor, n.total_minor) as "amountMinor", coalesce(p.unapplied_minor, n.open_minor) as "unappliedMinor",
      coalesce(p.method, 'credit_note') as method, coalesce(p.reference, n.note) as reference
    from allocation a
    left join payment p on p.workspace_id = a.workspace_id and p.id = a.payment_id
    left join invoice n on n.workspace_id = a.workspace_id and n.id = a.credit_note_id
    left join invoice i on i.workspace_id = a.workspace_id and i.id = a.invoice_id
    left join payment r on r.workspace_id = a.workspace_id and r.id = a.refund_id
    where a.workspace_id = ${scope.workspaceId} and (a.invoice_id = ${invoiceId} or a.credit_note_id = ${invoiceId})
      and a.reversed_at is null
    order by a.date, a.id`
