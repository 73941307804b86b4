import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { conflict, invalid } from '../../lib/errors.js'
import { DEFAULT_ROLES } from './default-roles.js'

export type Role = { id: string; name: string; capabilities: readonly string[] }

export const listRoles = (read: SqlScope): Promise<Role[]> => read.sql<Role[]>`
  select id, name, capabilities from role where workspace_id = ${read.scope.workspaceId} order by name`

/** Adds the default roles that are missing, and to those that are there what a newer version brought. Takes nothing away. */
export async function ensureDefaultRoles(tx: Tx): Promise<void> {
  const { workspaceId } = tx.scope
  const present = new Map((await tx.prisma.role.findMany({ where: { workspaceId } })).map((role) => [role.name, role]))
  for (const { name, capabilities } of DEFAULT_ROLES) {
    const role = present.get(name)
    const wanted = [...new Set<string>([...(role?.capabilities ?? []), ...capabilities])]
    if (!role) await tx.prisma.role.create({ data: { workspaceId, id: tx.newId(), name, capabilities: wanted } })
    else if (wanted.length > role.capabilities.length)
      await tx.prisma.role.update({
        where: { workspaceId_id: { workspaceId, id: role.id } },
        data: { capabilities: wanted },
      })
  }
}

/** A role that allows what everybody may and no more. Throws `invalid`, and `conflict` where there is one of that name. */
export async function insertRole(tx: Tx, typed: string): Promise<Role> {
  const { workspaceId } = tx.scope
  const name = typed.trim().toLowerCase().replace(/\s+/g, '-')
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(name))
    throw invalid(`“${typed}” is no name for a role: letters, digits and hyphens, like inside-sales.`)
  if (await tx.prisma.role.findUnique({ where: { workspaceId_name: { workspaceId, name } } }))
    throw conflict(`There is a role ${name} already: \`role set ${name}\` changes it.`)
  const role = { id: tx.newId(), name, capabilities: ['self'] }
  await tx.prisma.role.create({ data: { workspaceId, ...role } })
  return role
}

/** Roles by their names. Throws `invalid` with the names there are. */
export async function findRoles(tx: Tx, names: readonly string[]): Promise<Role[]> {
  const { workspaceId } = tx.scope
  const roles = await tx.prisma.role.findMany({ where: { workspaceId }, orderBy: { name: 'asc' } })
  return [...new Set(names)].map((name) => {
    const role = roles.find((each) => each.name === name.trim().toLowerCase())
    if (!role) throw invalid(`There is no role "${name}". Roles here: ${roles.map((each) => each.name).join(', ')}.`)
    return role
  })
}

/** Gives roles by name. Throws `invalid` with the names there are. */
export async function giveRoles(tx: Tx, staffId: string, names: readonly string[]): Promise<void> {
  const { workspaceId } = tx.scope
  const data = (await findRoles(tx, names)).map(({ id }) => ({ workspaceId, id: tx.newId(), staffId, roleId: id }))
  await tx.prisma.staffRole.createMany({ data, skipDuplicates: true })
}

/** What somebody holds, in order of name. */
export async function listRolesOf(tx: Tx, staffId: string): Promise<Role[]> {
  const held = await tx.prisma.staffRole.findMany({
    where: { workspaceId: tx.scope.workspaceId, staffId },
    include: { role: true },
    orderBy: { role: { name: 'asc' } },
  })
  return held.map(({ role }) => role)
}

/** Exactly these, from here on. */
export async function replaceRoles(tx: Tx, staffId: string, names: readonly string[]): Promise<void> {
  const { workspaceId } = tx.scope
  const kept = (await findRoles(tx, names)).map(({ id }) => id)
  await tx.prisma.staffRole.deleteMany({ where: { workspaceId, staffId, roleId: { notIn: kept } } })
  await giveRoles(tx, staffId, names)
}

export async function saveCapabilities(tx: Tx, roleId: string, capabilities: readonly string[]): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.role.update({
    where: { workspaceId_id: { workspaceId, id: roleId } },
    data: { capabilities: [...capabilities] },
  })
}
