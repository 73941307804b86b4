import type { Tx } from '../../db/in-workspace.js'
import { invalid, notFound } from '../../lib/errors.js'
import type { Approval } from './approval.js'
import roleApproval from './approvals/role.js'
import staffRolesApproval from './approvals/staff-roles.js'
import { askApproval } from './ask-approval.js'
import { changedGrants } from './role-change.js'
import { findRoles, listRolesOf, type Role } from './role-store.js'

/** Asks a second person to let a colleague hold exactly these roles. Throws `invalid` where nothing would change. */
export async function askStaffRoles(
  tx: Tx,
  staffId: string,
  names: readonly string[],
): Promise<{ before: string[]; after: string[]; asked: Approval }> {
  const before = (await listRolesOf(tx, staffId)).map(({ name }) => name)
  const roles = (await findRoles(tx, names)).map(({ name }) => name).sort()
  if (roles.length === 0) throw invalid('Who has no role may do nothing. Name at least one.')
  if (roles.join() === before.join()) throw invalid(`They hold ${before.join(', ')} already: nothing would change.`)
  const asked = await askApproval(tx, staffRolesApproval, { subject: staffId, proposal: { roles } })
  return { before, after: roles, asked }
}

/** Asks a second person to let a role allow more or less. Throws `not_found`, `invalid`. */
export async function askRole(
  tx: Tx,
  name: string,
  change: { add: readonly string[]; remove: readonly string[] },
): Promise<{ role: Role; capabilities: string[]; asked: Approval }> {
  const [role] = await findRoles(tx, [name])
  if (!role) throw notFound(`There is no role "${name}".`)
  const capabilities = changedGrants(role.capabilities, change)
  const asked = await askApproval(tx, roleApproval, { subject: role.id, proposal: { capabilities } })
  return { role, capabilities, asked }
}
