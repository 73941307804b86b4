import { approvalContent } from '../approval-content.js'
import { defineApproval } from '../define-approval.js'
import { difference, grantsOf } from '../role-change.js'
import { findRoles, listRolesOf, replaceRoles } from '../role-store.js'

/** The roles that a colleague is to hold; kept in the approval. */
export type RolesProposal = { roles: string[] }

/** Who holds which roles. Nobody decides about their own. */
export default defineApproval({
  name: 'staff-roles',
  title: 'Change of roles',
  many: 'changes of roles',
  needs: 'role.approve',
  days: 7,
  load: async (tx, { subject, proposal }) => {
    const { workspaceId } = tx.scope
    const person = await tx.prisma.staff.findUnique({ where: { workspaceId_id: { workspaceId, id: subject } } })
    if (!person?.active) return null
    const before = await listRolesOf(tx, subject)
    const after = await findRoles(tx, (proposal as RolesProposal).roles)
    const names = (roles: readonly { name: string }[]) => roles.map(({ name }) => name).join(', ')
    return approvalContent({
      title: `${person.name} as ${names(after)}`,
      fields: [
        { label: 'Colleague', value: { person: person.name } },
        { label: 'Until now', value: names(before) || 'no role' },
        { label: 'From now on', value: names(after) },
      ],
      lines: difference(grantsOf(before), grantsOf(after)),
      amount: null,
      counterparty: { staffId: subject },
      department: null,
      preparers: [subject],
    })
  },
  approved: async (tx, { subject, proposal }) => {
    await replaceRoles(tx, subject, (proposal as RolesProposal).roles)
    return 'It holds from now on.'
  },
})
