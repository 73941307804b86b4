import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { OwnMove } from './match-book.js'

/** The match `o` of the line that cleared what `m` put in transit, or the other way about: both are of one group. */
const otherSide = ({ sql }: Pick<SqlScope, 'sql'>) => sql`
  o.workspace_id = m.workspace_id and o.group_id = m.group_id and o.line_id <> m.line_id and o.undone_at is null`

/** How far back of the newest line a move is looked for. */
const REACH_DAYS = 100

/**
 * Lines that were taken for one side of a move between our own accounts (their entry stands on money in transit) and whose other side
 * didn't clear that, oldest first; with `open` those as well that wait to be matched. Nothing where there is only one account.
 */
export const listMoves = ({ sql, scope }: SqlScope, { open }: { open: boolean }): Promise<OwnMove[]> => sql<OwnMove[]>`
  select l.id as "lineId", l.ref, b.id as "bankAccountId", b.name as "bankAccount", l.booking_date as date,
    l.amount_minor as "amountMinor", l.currency, coalesce(t.amount_minor, -l.amount_minor) as "awaitedMinor",
    coalesce(t.currency, l.currency) as "awaitedCurrency"
  from bank_line l join bank_account b on b.workspace_id = l.workspace_id and b.id = l.bank_account_id and b.active
  left join (
    select m.line_id, p.amount_minor, p.currency from account a
    join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
    join bank_match m on m.workspace_id = p.workspace_id and m.entry_id = p.entry_id and m.undone_at is null
    where a.workspace_id = ${scope.workspaceId} and a.purpose = 'money-in-transit'
      and not exists (select from bank_match o where ${otherSide({ sql })})) t on t.line_id = l.id
  where l.workspace_id = ${scope.workspaceId}
    and (select count(*) from bank_account o where o.workspace_id = l.workspace_id and o.active) > 1
    and l.booking_date >= (select max(booking_date) - ${REACH_DAYS}::int from bank_line where workspace_id = ${scope.workspaceId})
    and ((${open} and l.state = 'open') or t.line_id is not null)
  order by l.booking_date, l.id`

/** What a line put in transit that its other side has not cleared. */
export type InTransit = { groupId: string; minor: bigint; currency: string; baseMinor: bigint }

export async function findInTransit(tx: Tx, lineId: string): Promise<InTransit | null> {
  const { sql, scope } = sqlInTx(tx)
  const [found] = await sql<InTransit[]>`
    select m.group_id as "groupId", p.amount_minor as minor, p.currency, p.base_minor as "baseMinor"
    from bank_match m
    join posting p on p.workspace_id = m.workspace_id and p.entry_id = m.entry_id
    join account a on a.workspace_id = p.workspace_id and a.id = p.account_id and a.purpose = 'money-in-transit'
    where m.workspace_id = ${scope.workspaceId} and m.line_id = ${lineId} and m.undone_at is null
      and not exists (select from bank_match o where ${otherSide({ sql })})`
  return found ?? null
}
