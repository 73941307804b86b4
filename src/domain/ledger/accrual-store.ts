import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoMonth } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { Money } from '../../lib/money.js'
import type { Accrual } from './accrual.js'
import { inBase } from './base-rate.js'

export async function insertAccrual(tx: Tx, accrual: Accrual): Promise<void> {
  await tx.prisma.accrual.create({ data: { ...accrual, workspaceId: tx.scope.workspaceId } })
}

export type MatchedAccrual = { id: string; version: number; before: string | null; after: string | null }

/** Says by its reference which bill came of it, or (null) that none did after all. Throws `not_found`. */
export async function matchAccrual(tx: Tx, ref: string, billRef: string | null): Promise<MatchedAccrual> {
  const { workspaceId } = tx.scope
  const bill =
    billRef === null
      ? null
      : await tx.prisma.bill.findUnique({ where: { workspaceId_ref: { workspaceId, ref: billRef } } })
  if (billRef !== null && !bill) throw notFound(`There is no bill ${billRef}.`, { ref: billRef })
  const found = await tx.prisma.accrual.findUnique({
    where: { workspaceId_ref: { workspaceId, ref } },
    include: { bill: true },
  })
  if (!found) throw notFound(`There is no accrual ${ref}. See: accrual list`, { ref })
  const { id, version } = await tx.prisma.accrual.update({
    where: { workspaceId_id: { workspaceId, id: found.id } },
    data: { billId: bill?.id ?? null },
    select: { id: true, version: true },
  })
  await tx.outbox('accrual.matched', { accrualId: id })
  return { id, version, before: found.bill?.ref ?? null, after: bill?.ref ?? null }
}

/** An accrual beside what came of it: `billMinor` is what the bill charges to the accrual's account, in the base currency. */
export type AccrualRow = Pick<Accrual, 'ref' | 'month' | 'memo' | 'amountMinor'> & {
  account: string
  company: string | null
  bill: string | null
  billMinor: bigint | null
  /** Both of its entries were taken back. */
  cancelled: boolean
}

type Read = Omit<AccrualRow, 'billMinor'> & {
  base: string
  billNetMinor: bigint | null
  billCurrency: string | null
  billRate: string | null
}

/** Newest month first; of one month, or of all. Lines of other accounts and taxes are no part of what was accrued. */
export async function listAccruals(
  { sql, scope }: SqlScope,
  month: IsoMonth | null,
  most: number,
): Promise<AccrualRow[]> {
  const rows = await sql<Read[]>`
  select a.ref, a.month, a.memo, a.amount_minor as "amountMinor", k.code || ' ' || k.name as account, c.name as company,
    b.ref as bill, w.base_currency as base, l.net as "billNetMinor", b.currency as "billCurrency", b.fx_rate::text as "billRate",
    exists (select from journal_entry r where r.workspace_id = a.workspace_id and r.reverses_id = a.reversal_id) as cancelled
  from accrual a
  join workspace w on w.id = a.workspace_id
  join account k on k.workspace_id = a.workspace_id and k.id = a.account_id
  left join company c on c.workspace_id = a.workspace_id and c.id = a.company_id
  left join bill b on b.workspace_id = a.workspace_id and b.id = a.bill_id
  left join lateral (select coalesce(sum(case b.kind when 'credit_note' then -i.net_minor else i.net_minor end), 0)::bigint as net
    from bill_line i where i.workspace_id = b.workspace_id and i.bill_id = b.id and i.account_id = a.account_id) l on b.id is not null
  where a.workspace_id = ${scope.workspaceId} and (${month}::text is null or a.month = ${month})
  order by a.month desc, a.ref limit ${most}`
  return rows.map(({ base, billNetMinor, billCurrency, billRate, ...row }) => ({
    ...row,
    billMinor:
      billNetMinor === null ? null : worthOf({ minor: billNetMinor, currency: billCurrency ?? base }, billRate, base),
  }))
}

/** Null while a bill in another currency has no rate. */
function worthOf(net: Money, rate: string | null, base: string): bigint | null {
  if (net.currency === base) return net.minor
  return rate === null ? null : inBase(net, { base, rate })
}
