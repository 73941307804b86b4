import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { conflict, notFound } from '../../lib/errors.js'
import { nameKey, prefixEnd } from '../../lib/name-key.js'
import type { Team } from './team.js'

export type TeamRow = Team & { members: readonly string[] }

/** Which teams; what is absent does not narrow. */
export type TeamFilter = { ids?: readonly string[]; nameKey?: string; namePrefix?: string }

/** Teams in order of name, with the names of who is in them and still works here. */
export const listTeams = ({ sql, scope }: SqlScope, filter: TeamFilter = {}, limit = 200): Promise<TeamRow[]> => sql<
  TeamRow[]
>`
  select t.id, t.name, t.version,
    array(select s.name from team_member m join staff s on s.workspace_id = m.workspace_id and s.id = m.staff_id
      where m.workspace_id = t.workspace_id and m.team_id = t.id and s.active order by s.name_key, s.id) as members
  from team t where t.workspace_id = ${scope.workspaceId}
    ${filter.ids ? sql`and t.id = any (${[...filter.ids]}::uuid[])` : sql``}
    ${filter.nameKey === undefined ? sql`` : sql`and t.name_key = ${filter.nameKey}`}
    ${filter.namePrefix === undefined ? sql`` : sql`and t.name_key >= ${filter.namePrefix} and t.name_key < ${prefixEnd(filter.namePrefix)}`}
  order by t.name_key, t.id limit ${limit}`

/** Throws `not_found`. */
export async function getTeam(tx: Tx, id: string): Promise<Team> {
  const found = await tx.prisma.team.findUnique({ where: key(tx, id), select: { id: true, name: true, version: true } })
  if (!found) throw notFound('There is no such team.', { id })
  return found
}

/** Throws `conflict` where there is one of that name. */
export async function insertTeam(tx: Tx, name: string): Promise<Team> {
  await refuseTaken(tx, name)
  const id = tx.newId()
  await tx.prisma.team.create({ data: { workspaceId: tx.scope.workspaceId, id, name, nameKey: nameKey(name) } })
  return getTeam(tx, id)
}

export async function renameTeam(tx: Tx, id: string, name: string): Promise<Team> {
  await refuseTaken(tx, name, id)
  await tx.prisma.team.update({ where: key(tx, id), data: { name, nameKey: nameKey(name) } })
  return getTeam(tx, id)
}

async function refuseTaken(tx: Tx, name: string, butFor?: string): Promise<void> {
  const other = await tx.prisma.team.findFirst({
    where: { workspaceId: tx.scope.workspaceId, nameKey: nameKey(name), ...(butFor ? { id: { not: butFor } } : {}) },
  })
  if (other) throw conflict(`There is a team ${other.name} already.`)
}

export async function deleteTeam(tx: Tx, id: string): Promise<void> {
  await tx.prisma.team.delete({ where: key(tx, id) })
}

export const countMembers = (tx: Tx, teamId: string): Promise<number> =>
  tx.prisma.teamMember.count({ where: { workspaceId: tx.scope.workspaceId, teamId } })

/** False when they were in it already. */
export async function insertMember(tx: Tx, teamId: string, staffId: string): Promise<boolean> {
  const { workspaceId } = tx.scope
  const { count } = await tx.prisma.teamMember.createMany({
    data: { workspaceId, id: tx.newId(), teamId, staffId },
    skipDuplicates: true,
  })
  return count === 1
}

/** False when they were not in it. */
export async function deleteMember(tx: Tx, teamId: string, staffId: string): Promise<boolean> {
  const { count } = await tx.prisma.teamMember.deleteMany({
    where: { workspaceId: tx.scope.workspaceId, teamId, staffId },
  })
  return count === 1
}

const key = (tx: Tx, id: string) => ({ workspaceId_id: { workspaceId: tx.scope.workspaceId, id } })
