import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'

/** A colleague as lists show them. */
export type StaffRow = {
  id: string
  email: string
  name: string
  title: string | null
  department: string | null
  roles: readonly string[]
  inSlack: boolean
  awayUntil: IsoDate | null
}

/** Everybody who works here, in order of name. */
export const listStaffRows = ({ sql, scope }: SqlScope): Promise<StaffRow[]> => sql<StaffRow[]>`
  select s.id, s.email, s.name, s.title, s.department, s.slack_verified_at is not null as "inSlack", s.away_until as "awayUntil",
    array(select r.name from staff_role h join role r on r.workspace_id = h.workspace_id and r.id = h.role_id
      where h.workspace_id = s.workspace_id and h.staff_id = s.id order by r.name) as roles
  from staff s where s.workspace_id = ${scope.workspaceId} and s.active order by s.name_key, s.id`

/** What stands behind the ids of a colleague, and what they hold. */
export async function readStaffNames(
  { sql, scope }: SqlScope,
  { id, managerId, delegateId }: { id: string; managerId: string | null; delegateId: string | null },
): Promise<{ manager: string | null; delegate: string | null; roles: readonly string[]; teams: readonly string[] }> {
  const [row] = await sql<{ manager: string | null; delegate: string | null; roles: string[]; teams: string[] }[]>`
    select (select name from staff where workspace_id = ${scope.workspaceId} and id = ${managerId}) as manager,
      (select name from staff where workspace_id = ${scope.workspaceId} and id = ${delegateId}) as delegate,
      array(select r.name from staff_role h join role r on r.workspace_id = h.workspace_id and r.id = h.role_id
        where h.workspace_id = ${scope.workspaceId} and h.staff_id = ${id} order by r.name) as roles,
      array(select t.name from team_member m join team t on t.workspace_id = m.workspace_id and t.id = m.team_id
        where m.workspace_id = ${scope.workspaceId} and m.staff_id = ${id} order by t.name_key) as teams`
  return row ?? { manager: null, delegate: null, roles: [], teams: [] }
}
