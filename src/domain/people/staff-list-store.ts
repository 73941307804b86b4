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
