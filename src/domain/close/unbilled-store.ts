import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { DealLine } from '../crm/deal-line.js'

export type WonUnbilled = {
  ref: string
  title: string
  company: string
  closedOn: IsoDate
  /** Null where nobody said what it is worth. */
  amountMinor: bigint | null
  currency: string
}

/** Deals won in these days that have no issued invoice; one over nothing has nothing to invoice. */
export const listWonUnbilled = (
  { sql, scope }: SqlScope,
  { startsOn, endsOn }: { startsOn: IsoDate; endsOn: IsoDate },
): Promise<WonUnbilled[]> => sql<WonUnbilled[]>`
  select d.ref, d.title, c.name as company, d.closed_on as "closedOn", d.amount_minor as "amountMinor", d.currency
  from deal d join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
  where d.workspace_id = ${scope.workspaceId} and d.status = 'won' and d.amount_minor is distinct from 0
    and d.closed_on between ${startsOn} and ${endsOn}
    and not exists (select from invoice i
      where i.workspace_id = d.workspace_id and i.deal_id = d.id and i.kind = 'invoice' and i.number is not null)
  order by d.closed_on, d.ref`

/** A line of a won deal that was delivered, and what the deal's issued invoices come to, net of credits. */
export type DeliveredLine = Pick<DealLine, 'quantityMilli' | 'unitPriceMinor' | 'discountBp'> & {
  ref: string
  title: string
  company: string
  currency: string
  deliveryOn: IsoDate
  billedMinor: bigint
}

/** Lines of won deals delivered by this day, in order of the deal. */
export const listDelivered = ({ sql, scope }: SqlScope, endsOn: IsoDate): Promise<DeliveredLine[]> => sql<
  DeliveredLine[]
>`
  select d.ref, d.title, c.name as company, d.currency, l.quantity_milli as "quantityMilli", l.unit_price_minor as "unitPriceMinor",
    l.discount_bp as "discountBp", l.delivery_on as "deliveryOn",
    coalesce((select sum(case i.kind when 'invoice' then i.net_minor else -i.net_minor end) from invoice i
      where i.workspace_id = d.workspace_id and i.deal_id = d.id and i.number is not null), 0)::bigint as "billedMinor"
  from deal d
  join deal_line l on l.workspace_id = d.workspace_id and l.deal_id = d.id and l.delivery_on <= ${endsOn}
  join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
  where d.workspace_id = ${scope.workspaceId} and d.status = 'won'
  order by d.ref, l.position`
