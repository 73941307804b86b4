import { approvalContent } from '../approval-content.js'
import { defineApproval } from '../define-approval.js'
import { difference } from '../role-change.js'
import { saveCapabilities } from '../role-store.js'

/** All that a role is to allow; kept in the approval. */
export type RoleProposal = { capabilities: string[] }

/** What a role allows everybody who holds it. */
export default defineApproval({
  name: 'role',
  title: 'Change of a role',
  many: 'changes of a role',
  needs: 'role.approve',
  days: 7,
  load: async (tx, { subject, proposal }) => {
    const { workspaceId } = tx.scope
    const role = await tx.prisma.role.findUnique({
      where: { workspaceId_id: { workspaceId, id: subject } },
      include: { holders: { include: { staff: true }, orderBy: { staff: { nameKey: 'asc' } } } },
    })
    if (!role) return null
    const { capabilities } = proposal as RoleProposal
    const holders = role.holders.map(({ staff }) => staff.name)
    return approvalContent({
      title: `what the role ${role.name} may do`,
      fields: [
        { label: 'Role', value: role.name },
        { label: 'Held by', value: holders.join(', ') || 'nobody' },
      ],
      lines: difference(role.capabilities, capabilities),
      amount: null,
      counterparty: null,
      department: null,
      preparers: [],
    })
  },
  approved: async (tx, { subject, proposal }) => {
    await saveCapabilities(tx, subject, (proposal as RoleProposal).capabilities)
    return 'It holds from now on, for everybody who has the role.'
  },
})
