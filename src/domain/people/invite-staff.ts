import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { conflict } from '../../lib/errors.js'
import { addStaff, type StaffToAdd } from './add-staff.js'
import type { Approval } from './approval.js'
import { askStaffRoles } from './ask-roles.js'
import { findRoles, replaceRoles } from './role-store.js'
import { staffEmail } from './staff.js'
import { findStaffByEmail, updateStaff } from './staff-store.js'

/** What somebody may from the first day, before a second person has said what else. */
export const FIRST_ROLE = 'department'

export type Invited = { id: string; email: string; back: boolean; asked: Approval | null }

/**
 * Takes somebody in, or back in, who may from then on what everybody may; the roles that are wished for wait for a second person. They are
 * written to. Throws `invalid`, and `conflict` for who works here.
 */
export async function inviteStaff(tx: Tx, person: StaffToAdd): Promise<Invited> {
  const wished = [...new Set((await findRoles(tx, person.roles)).map(({ name }) => name))]
  const email = staffEmail(person.email)
  const known = await findStaffByEmail(sqlInTx(tx), email)
  if (known?.active) throw conflict(`${known.name} (${email}) works here already.`)
  const id = known ? known.id : await addStaff(tx, { ...person, roles: [FIRST_ROLE] })
  if (known) {
    await updateStaff(tx, id, { active: true })
    await replaceRoles(tx, id, [FIRST_ROLE])
  }
  const more = wished.length !== 1 || wished[0] !== FIRST_ROLE
  const asked = more ? (await askStaffRoles(tx, id, wished)).asked : null
  await tx.outbox('staff.invited', { staffId: id, reference: tx.scope.reference ?? id })
  return { id, email, back: known !== null, asked }
}
