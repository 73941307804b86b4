import type { Tx } from '../../db/in-workspace.js'
import { notFound, refused } from '../../lib/errors.js'
import { findRoles, type Role } from './role-store.js'

/** Takes away a role that nobody holds. Throws `refused` for one that is held, or that a limit or a decision stands on. */
export async function dropRole(tx: Tx, name: string): Promise<Role> {
  const { workspaceId } = tx.scope
  const [role] = await findRoles(tx, [name])
  if (!role) throw notFound(`There is no role "${name}".`)
  if ((await tx.prisma.staffRole.count({ where: { workspaceId, roleId: role.id } })) > 0)
    throw refused(`Somebody holds the role ${role.name}: \`role show ${role.name}\` says who.`)
  await tx.prisma.approval.updateMany({
    where: { workspaceId, kind: 'role', subject: role.id, state: 'asked' },
    data: { state: 'void', reason: 'the role was taken away' },
  })
  await tx.prisma.role.delete({ where: { workspaceId_id: { workspaceId, id: role.id } } })
  return role
}
