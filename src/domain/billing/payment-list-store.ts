import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { type Money, money } from '../../lib/money.js'
import { prefixEnd } from '../../lib/name-key.js'
import { ofCompany } from '../crm/company-family.js'
import type { Direction, PaymentMethod } from './payment.js'

/** A payment as lists and cards show it. */
export type PaymentRow = {
  id: string
  /** PAY-12. */
  ref: string
  direction: Direction
  date: IsoDate
  method: PaymentMethod
  reference: string | null
  amount: Money
  /** Held on account. */
  held: Money
  /** The company, or the colleague. */
  party: { ref: string | null; name: string }
  account: { code: string; name: string }
  reversedOn: IsoDate | null
  entryId: string | null
  version: number
}

export type PaymentFilter = {
  ids?: readonly string[]
  ref?: string
  companyId?: string
  direction?: Direction
  /** Those with something on account. */
  held?: boolean
  partyKey?: string
  partyPrefix?: string
}

/** The payments that a filter names, newest first. */
export async function listPayments(read: SqlScope, filter: PaymentFilter, limit: number): Promise<PaymentRow[]> {
  const { sql, scope } = read
  const key = sql`coalesce(c.name_key, s.name_key)`
  const rows = await sql<
    (Omit<PaymentRow, 'amount' | 'held'> & { currency: string; minor: bigint; heldMinor: bigint })[]
  >`
    select p.id, p.ref, p.direction, p.date, p.method, p.reference, p.currency, p.amount_minor as minor,
      p.unapplied_minor as "heldMinor", p.reversed_on as "reversedOn", p.entry_id as "entryId", p.version,
      jsonb_build_object('ref', c.ref, 'name', coalesce(c.name, s.name)) as party,
      jsonb_build_object('code', a.code, 'name', a.name) as account
    from payment p
    left join company c on c.workspace_id = p.workspace_id and c.id = p.company_id
    left join staff s on s.workspace_id = p.workspace_id and s.id = p.staff_id
    join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
    where p.workspace_id = ${scope.workspaceId}
      ${filter.ids ? sql`and p.id = any (${[...filter.ids]}::uuid[])` : sql``}
      ${filter.ref ? sql`and p.ref = ${filter.ref}` : sql``}
      ${filter.companyId ? ofCompany(read, sql`p.company_id`, filter.companyId) : sql``}
      ${filter.direction ? sql`and p.direction = ${filter.direction}` : sql``}
      ${filter.held ? sql`and p.unapplied_minor <> 0` : sql``}
      ${filter.partyKey ? sql`and ${key} = ${filter.partyKey}` : sql``}
      ${filter.partyPrefix ? sql`and ${key} >= ${filter.partyPrefix} and ${key} < ${prefixEnd(filter.partyPrefix)}` : sql``}
    order by p.date desc, p.id desc limit ${limit}`
  return rows.map(({ currency, minor, heldMinor, ...row }) => ({
    ...row,
    amount: money(minor, currency),
    held: money(heldMinor, currency),
  }))
}

/** What a payment settled, or was paid back by; those taken back are told by their day. */
export type PaymentUse = { name: string; date: IsoDate; amount: Money; reversedOn: IsoDate | null }

/** Oldest first. */
export async function listUses({ sql, scope }: SqlScope, paymentId: string): Promise<PaymentUse[]> {
  const rows = await sql<(Omit<PaymentUse, 'amount'> & { minor: bigint; currency: string })[]>`
    select case when a.payment_id = ${paymentId} then coalesce(i.number, b.ref, r.ref) else coalesce(n.number, bc.ref, p.ref) end as name,
      a.date, a.amount_minor as minor, coalesce(i.currency, b.currency, r.currency) as currency, a.reversed_on as "reversedOn"
    from allocation a
    left join invoice i on i.workspace_id = a.workspace_id and i.id = a.invoice_id
    left join bill b on b.workspace_id = a.workspace_id and b.id = a.bill_id
    left join payment r on r.workspace_id = a.workspace_id and r.id = a.refund_id
    left join invoice n on n.workspace_id = a.workspace_id and n.id = a.credit_note_id
    left join bill bc on bc.workspace_id = a.workspace_id and bc.id = a.bill_credit_id
    left join payment p on p.workspace_id = a.workspace_id and p.id = a.payment_id
    where a.workspace_id = ${scope.workspaceId} and (a.payment_id = ${paymentId} or a.refund_id = ${paymentId})
    order by a.date, a.id`
  return rows.map(({ minor, currency, ...row }) => ({ ...row, amount: money(minor, currency) }))
}
