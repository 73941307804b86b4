import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { type Money, money } from '../../lib/money.js'

/** One posting as people read it: which entry, which account, how much. */
export type TracedPosting = {
  entryId: string
  /** JE-381 once sealed; null in the unsealed tail. */
  entry: string | null
  date: IsoDate
  source: string
  memo: string
  account: string
  accountName: string
  department: string | null
  amount: Money
}

/** Everything that was posted with an invoice, payments included, or one entry: whole entries in their order. */
export async function tracePostings(
  { sql, scope }: SqlScope,
  of: { invoiceId: string } | { billId: string } | { entryId: string },
): Promise<TracedPosting[]> {
  const rows = await sql<(Omit<TracedPosting, 'amount'> & { minor: bigint; currency: string })[]>`
    select e.id as "entryId", 'JE-' || s.number as entry, e.date, e.source, coalesce(p.memo, e.memo) as memo, a.code as account,
      a.name as "accountName", p.department, p.amount_minor as minor, p.currency
    from journal_entry e
    join posting p on p.workspace_id = e.workspace_id and p.entry_id = e.id
    join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
    left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
    where e.workspace_id = ${scope.workspaceId} and ${
      'entryId' in of
        ? sql`e.id = ${of.entryId}`
        : sql`e.id in (select entry_id from posting where workspace_id = ${scope.workspaceId}
            and ${'billId' in of ? sql`bill_id = ${of.billId}` : sql`invoice_id = ${of.invoiceId}`})`
    }
    order by e.date, e.recorded_at, e.id, p.line`
  return rows.map(({ minor, currency, ...row }) => ({ ...row, amount: money(minor, currency) }))
}

/** The other half of a reversal, as it is named. */
export type Counterpart = { id: string; entry: string | null; date: IsoDate; memo: string }

/** What an entry takes back, and what took it back; an entry is reversed once. */
export async function findCounterparts(
  { sql, scope }: SqlScope,
  entryId: string,
): Promise<{ reverses: Counterpart | null; reversedBy: Counterpart | null }> {
  const rows = await sql<(Counterpart & { isReversal: boolean })[]>`
    select o.id, 'JE-' || s.number as entry, o.date, o.memo, o.reverses_id is not distinct from e.id as "isReversal"
    from journal_entry e
    join journal_entry o on o.workspace_id = e.workspace_id and (o.id = e.reverses_id or o.reverses_id = e.id)
    left join sealed_entry s on s.workspace_id = o.workspace_id and s.entry_id = o.id
    where e.workspace_id = ${scope.workspaceId} and e.id = ${entryId}`
  const found = (isReversal: boolean): Counterpart | null => {
    const row = rows.find((each) => each.isReversal === isReversal)
    return row ? { id: row.id, entry: row.entry, date: row.date, memo: row.memo } : null
  }
  return { reverses: found(false), reversedBy: found(true) }
}
