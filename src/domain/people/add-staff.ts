import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocument } from '../../db/search-document.js'
import { invalid } from '../../lib/errors.js'
import { giveRoles } from './role-store.js'
import { checkTimeZone, staffEmail } from './staff.js'
import { insertStaff } from './staff-store.js'

export type StaffToAdd = {
  email: string
  name: string
  /** At least one: who has no role may do nothing. */
  roles: readonly string[]
  title?: string
  department?: string
  /** Default: the workspace's. */
  timeZone?: string
  managerId?: string
}

/** Adds a member of staff with roles; answers the id. An address that is taken is a `conflict`. */
export async function addStaff(tx: Tx, staff: StaffToAdd): Promise<string> {
  const name = staff.name.trim().replace(/\s+/g, ' ')
  if (name === '') throw invalid('A member of staff needs a name.')
  if (staff.roles.length === 0) throw invalid(`${name} needs at least one role, for example sales or department.`)
  const workspace = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: tx.scope.workspaceId } })
  const email = staffEmail(staff.email)
  const id = await insertStaff(tx, {
    email,
    name,
    timeZone: checkTimeZone(staff.timeZone ?? workspace.timeZone),
    ...(staff.title && { title: staff.title }),
    ...(staff.department && { department: staff.department }),
    ...(staff.managerId && { managerId: staff.managerId }),
  })
  await giveRoles(tx, id, [...new Set(staff.roles)])
  await putSearchDocument(tx, { kind: 'staff', id, ref: email, title: name, body: [staff.title, staff.department] })
  return id
}
