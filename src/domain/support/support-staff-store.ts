import type { SqlScope } from '../../db/sql-workspace.js'
import { dateIn } from '../../lib/dates.js'
import type { Staff } from '../people/staff.js'
import { findStaffByIds } from '../people/staff-store.js'

type Answerer = { id: string; awayUntil: string | null; timeZone: string; name: string; lastAt: Date | null }

/** Who answers cases: the people of support; in a company without any, all who may. By when they got one last. */
async function listAnswerers({ sql, scope }: SqlScope): Promise<Answerer[]> {
  const rows = await sql<(Answerer & { supports: boolean })[]>`
    select s.id, s.away_until::text as "awayUntil", s.time_zone as "timeZone", s.name, bool_or(r.name = 'support') as supports,
           (select max(c.assigned_at) from support_case c where c.workspace_id = s.workspace_id and c.owner_id = s.id) as "lastAt"
      from staff s
      join staff_role h on h.workspace_id = s.workspace_id and h.staff_id = s.id
      join role r on r.workspace_id = h.workspace_id and r.id = h.role_id
     where s.workspace_id = ${scope.workspaceId} and s.active and 'case.write' = any (r.capabilities)
     group by s.workspace_id, s.id
     order by "lastAt" asc nulls first, s.name_key, s.id`
  const support = rows.filter(({ supports }) => supports)
  return support.length > 0 ? support : rows
}

export async function listSupportStaff(read: SqlScope): Promise<Staff[]> {
  const answerers = await listAnswerers(read)
  return findStaffByIds(
    read,
    answerers.map(({ id }) => id),
  )
}

/** Whose turn it is: who is there, and got no case for the longest time. Null when everybody is away. */
export async function nextInTurn(read: SqlScope): Promise<string | null> {
  const isHere = ({ awayUntil, timeZone }: Answerer) => awayUntil === null || awayUntil < dateIn(timeZone, read.now)
  return (await listAnswerers(read)).find(isHere)?.id ?? null
}

/** A person's teams, and everybody in them. */
export async function teamOf(
  { sql, scope }: SqlScope,
  staffId: string,
): Promise<{ staffIds: string[]; teamIds: string[] }> {
  const rows = await sql<{ teamId: string; staffId: string }[]>`
    select m.team_id as "teamId", m.staff_id as "staffId" from team_member m
     where m.workspace_id = ${scope.workspaceId} and m.team_id = any (array(
       select o.team_id from team_member o where o.workspace_id = ${scope.workspaceId} and o.staff_id = ${staffId}))`
  const unique = (ids: readonly string[]) => [...new Set(ids)]
  return {
    staffIds: unique([staffId, ...rows.map((row) => row.staffId)]),
    teamIds: unique(rows.map((row) => row.teamId)),
  }
}
