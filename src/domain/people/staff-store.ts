import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Staff } from './staff.js'

/** The columns of `Staff`, by their names there. An unverified Slack user is nobody's. */
const columns = (read: SqlScope) => read.sql`
  s.id, s.email, s.name, s.title, s.department, s.time_zone as "timeZone", s.morning_hour as "morningHour",
  case when s.slack_verified_at is not null then s.slack_user_id end as "slackUserId", s.active,
  s.away_from::text as "awayFrom", s.away_until::text as "awayUntil", s.manager_id as "managerId", s.delegate_id as "delegateId", s.version`

export const findStaffByIds = (read: SqlScope, ids: readonly string[]): Promise<Staff[]> => read.sql<Staff[]>`
  select ${columns(read)} from staff s
   where s.workspace_id = ${read.scope.workspaceId} and s.id = any(${ids as string[]}::uuid[])`

/** `email` in any case. */
export async function findStaffByEmail(read: SqlScope, email: string): Promise<Staff | null> {
  const [found] = await read.sql<Staff[]>`
    select ${columns(read)} from staff s
     where s.workspace_id = ${read.scope.workspaceId} and s.email = ${email.trim().toLowerCase()}`
  return found ?? null
}

/** By a verified link only. */
export async function findStaffBySlackUser(read: SqlScope, slackUserId: string): Promise<Staff | null> {
  const [found] = await read.sql<Staff[]>`
    select ${columns(read)} from staff s
     where s.workspace_id = ${read.scope.workspaceId} and s.slack_user_id = ${slackUserId}
       and s.slack_verified_at is not null and s.active`
  return found ?? null
}

/** Active ones by verified links; whoever is missing has none. */
export const findStaffBySlackUsers = (read: SqlScope, slackUserIds: readonly string[]): Promise<Staff[]> =>
  read.sql<Staff[]>`
  select ${columns(read)} from staff s
   where s.workspace_id = ${read.scope.workspaceId} and s.slack_user_id = any(${slackUserIds as string[]})
     and s.slack_verified_at is not null and s.active`

/** Active staff whose folded name is in `[from, below)`, in order of name: a name, a prefix, or everyone. */
export const findStaffByName = (
  read: SqlScope,
  { from, below, limit }: { from: string; below: string; limit: number },
): Promise<Staff[]> => read.sql<Staff[]>`
  select ${columns(read)} from staff s
   where s.workspace_id = ${read.scope.workspaceId} and s.name_key >= ${from} and s.name_key < ${below} and s.active
   order by s.name_key, s.id limit ${limit}`

/** Active staff in order of name; `role` narrows to its holders. */
export const listStaff = (read: SqlScope, filter: { role?: string } = {}): Promise<Staff[]> => read.sql<Staff[]>`
  select ${columns(read)} from staff s
   where s.workspace_id = ${read.scope.workspaceId} and s.active
     ${
       filter.role === undefined
         ? read.sql``
         : read.sql`and exists (select from staff_role h join role r on r.workspace_id = h.workspace_id and r.id = h.role_id
             where h.workspace_id = s.workspace_id and h.staff_id = s.id and r.name = ${filter.role})`
     }
   order by s.name_key, s.id`

/** Throws `not_found`. */
export async function getStaff(tx: Tx, id: string): Promise<Staff> {
  const [found] = await findStaffByIds(sqlInTx(tx), [id])
  if (!found) throw notFound('There is no such member of staff.', { id })
  return found
}

type StaffColumns = Partial<Omit<Staff, 'id' | 'version' | 'awayFrom' | 'awayUntil'>> & {
  awayFrom?: Date | null
  awayUntil?: Date | null
}

export async function updateStaff(tx: Tx, id: string, data: StaffColumns): Promise<void> {
  await tx.prisma.staff.update({ where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } }, data })
}

export type NewStaff = Pick<Staff, 'email' | 'name' | 'timeZone'> &
  Partial<Pick<Staff, 'title' | 'department' | 'managerId' | 'morningHour'>>

export async function insertStaff(tx: Tx, staff: NewStaff): Promise<string> {
  const id = tx.newId()
  await tx.prisma.staff.create({
    data: { ...staff, workspaceId: tx.scope.workspaceId, id, nameKey: nameKey(staff.name) },
  })
  return id
}

/** Binds a Slack user to a member of staff, as verified now; answers the new version. Another holder of the same user loses it. */
export async function saveSlackLink(tx: Tx, staffId: string, slackUserId: string): Promise<number> {
  const { workspaceId } = tx.scope
  await tx.prisma.staff.updateMany({
    where: { workspaceId, slackUserId, NOT: { id: staffId } },
    data: { slackUserId: null, slackVerifiedAt: null },
  })
  const saved = await tx.prisma.staff.update({
    where: { workspaceId_id: { workspaceId, id: staffId } },
    data: { slackUserId, slackVerifiedAt: tx.now },
  })
  return saved.version
}

export async function clearSlackLink(tx: Tx, staffId: string): Promise<number> {
  const saved = await tx.prisma.staff.update({
    where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id: staffId } },
    data: { slackUserId: null, slackVerifiedAt: null },
  })
  return saved.version
}
