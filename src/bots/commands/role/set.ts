import { askRole } from '../../../domain/people/ask-roles.js'
import { difference, readGrants } from '../../../domain/people/role-change.js'
import { invalid } from '../../../lib/errors.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'role set',
  summary: 'Let a role allow more or less; a second person approves it',
  example: 'role set manager add:payment.approve remove:quote.write',
  params: {
    role: required('text', 'Role', { target: true }),
    add: optional('text', 'Allow', { hint: 'bill.approve, deal.read:team, bill.read:own' }),
    remove: optional('text', 'No longer allow'),
  },
  needs: 'staff.write',
  risk: 'reversible',
  run: async (context, { role: name, add = '', remove = '' }, tx) => {
    const change = { add: readGrants(add), remove: readGrants(remove) }
    if (change.add.length + change.remove.length === 0)
      throw invalid('Say what changes: add:bill.approve or remove:bill.write.')
    const { role, capabilities, asked } = await askRole(tx, name, change)
    return {
      ...(await askedReply(context, tx, approvalKind('role'), asked, `what the role ${role.name} may do`)),
      sections: [{ title: 'The change', lines: difference(role.capabilities, capabilities) }],
      data: { approval: asked.ref, state: 'asked', role: role.name, before: role.capabilities, after: capabilities },
    }
  },
})
