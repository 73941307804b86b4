import type { SqlScope } from '../../db/sql-workspace.js'
import type { Owners } from '../people/owners.js'

/** Of which accounts somebody may say why they moved. */
export type MaySay = (code: string) => boolean

/**
 * Who does the close of all says it of every account; others of those that they own, and of those that the close asked them about.
 * `owners` are whose work they do: 'all', or they themselves and whom they stand in for.
 */
export async function whoseWord({ sql, scope }: SqlScope, owners: Owners, closeId: string): Promise<MaySay> {
  if (owners === 'all') return () => true
  const rows = await sql<{ code: string }[]>`
    select code from account where workspace_id = ${scope.workspaceId} and owner_id = any(${[...owners]}::uuid[])
    union
    select q.account_code from close_question q
    join close_task t on t.workspace_id = q.workspace_id and t.id = q.task_id and t.close_id = ${closeId}
    where q.workspace_id = ${scope.workspaceId} and q.state = 'open' and q.movement_minor is not null
      and q.asked_of_id = any(${[...owners]}::uuid[])`
  const codes = new Set(rows.map(({ code }) => code))
  return (code) => codes.has(code)
}
