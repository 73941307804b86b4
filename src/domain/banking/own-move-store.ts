import type { SqlScope } from '../../db/sql-workspace.js'
import type { OwnMove } from './match-book.js'

/** How far back of the newest line a move is looked for. */
const REACH_DAYS = 100

/**
 * Lines that were taken for one side of a move between our own accounts (their entry stands on money in transit), oldest first; with
 * `open` those as well that wait to be matched. Nothing where there is only one account.
 */
export const listMoves = ({ sql, scope }: SqlScope, { open }: { open: boolean }): Promise<OwnMove[]> => sql<OwnMove[]>`
  select l.id as "lineId", l.ref, b.id as "bankAccountId", b.name as "bankAccount", l.booking_date as date,
    l.amount_minor as "amountMinor", l.currency
  from bank_line l join bank_account b on b.workspace_id = l.workspace_id and b.id = l.bank_account_id and b.active
  where l.workspace_id = ${scope.workspaceId}
    and (select count(*) from bank_account o where o.workspace_id = l.workspace_id and o.active) > 1
    and l.booking_date >= (select max(booking_date) - ${REACH_DAYS}::int from bank_line where workspace_id = ${scope.workspaceId})
    and ((${open} and l.state = 'open') or l.id in (
      select m.line_id from account a
      join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
      join bank_match m on m.workspace_id = p.workspace_id and m.entry_id = p.entry_id and m.undone_at is null
      where a.workspace_id = ${scope.workspaceId} and a.purpose = 'money-in-transit'))
  order by l.booking_date, l.id`
