import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'

/** A payment's part in settling an invoice. */
export type Settlement = {
  ref: string
  date: IsoDate
  currency: string
  appliedMinor: bigint
  amountMinor: bigint
  unappliedMinor: bigint
  method: string
  reference: string | null
}

/** What has settled an invoice so far, oldest first; taken-back allocations don't count. */
export const listSettlements = ({ sql, scope }: SqlScope, invoiceId: string): Promise<Settlement[]> =>
  sql<Settlement[]>`
    select p.ref, p.date, p.currency, a.amount_minor as "appliedMinor", p.amount_minor as "amountMinor",
      p.unapplied_minor as "unappliedMinor", p.method, p.reference
    from allocation a join payment p on p.workspace_id = a.workspace_id and p.id = a.payment_id
    where a.workspace_id = ${scope.workspaceId} and a.invoice_id = ${invoiceId} and a.reversed_at is null
    order by p.date, p.ref`
