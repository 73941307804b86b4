import type { SqlScope } from '../../db/sql-workspace.js'
import { AppError } from '../../lib/errors.js'
import { type Member, makeMember, type Staff } from './staff.js'

export type Membership = {
  member: Member
  workspace: {
    id: string
    name: string
    baseCurrency: string
    country: string
    timeZone: string
    /** The month that the company's year begins with, 1 to 12: quarters are its own. */
    fiscalYearStart: number
  }
}

type Row = Pick<Staff, 'id' | 'name' | 'email' | 'timeZone'> & {
  roles: { name: string; capabilities: string[] }[]
  /** Everybody who shares a team. */
  teammates: string[]
  workspace: Membership['workspace']
}

/** Who asks and where, in one statement: it opens every command. Throws `forbidden` for anyone who is not active staff here. */
export async function getMembership(read: SqlScope, staffId: string): Promise<Membership> {
  const [found] = await listMemberships(read, [staffId])
  if (!found) throw new AppError('forbidden', 'You are not a member of staff here.', { staffId })
  return found
}

/** The active ones of these members of staff. */
export async function listMemberships(read: SqlScope, staffIds: readonly string[]): Promise<Membership[]> {
  const rows = await read.sql<Row[]>`
    select s.id, s.name, s.email, s.time_zone as "timeZone",
           jsonb_build_object('id', w.id, 'name', w.name, 'baseCurrency', w.base_currency, 'country', w.country,
             'timeZone', w.time_zone, 'fiscalYearStart', w.fiscal_year_start) as workspace,
           coalesce((select jsonb_agg(jsonb_build_object('name', r.name, 'capabilities', r.capabilities) order by r.name)
                       from staff_role h join role r on r.workspace_id = h.workspace_id and r.id = h.role_id
                      where h.workspace_id = s.workspace_id and h.staff_id = s.id), '[]') as roles,
           array(select o.staff_id::text from team_member m
                   join team_member o on o.workspace_id = m.workspace_id and o.team_id = m.team_id
                  where m.workspace_id = s.workspace_id and m.staff_id = s.id) as teammates
      from staff s join workspace w on w.id = s.workspace_id
     where s.workspace_id = ${read.scope.workspaceId} and s.id = any(${staffIds as string[]}::uuid[]) and s.active`
  return rows.map(({ roles, teammates, workspace, ...person }) => ({
    member: makeMember(person, roles, teammates),
    workspace,
  }))
}
