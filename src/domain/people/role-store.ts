import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { invalid } from '../../lib/errors.js'
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

/** Gives roles by name. Throws `invalid` with the names there are. */
export async function giveRoles(tx: Tx, staffId: string, names: readonly string[]): Promise<void> {
  const { workspaceId } = tx.scope
  const roles = await tx.prisma.role.findMany({ where: { workspaceId }, orderBy: { name: 'asc' } })
  const data = names.map((name) => {
    const role = roles.find((each) => each.name === name)
    if (!role) throw invalid(`There is no role "${name}". Roles here: ${roles.map((each) => each.name).join(', ')}.`)
    return { workspaceId, id: tx.newId(), staffId, roleId: role.id }
  })
  await tx.prisma.staffRole.createMany({ data, skipDuplicates: true })
}
