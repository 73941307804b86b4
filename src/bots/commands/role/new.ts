import { askRole } from '../../../domain/people/ask-roles.js'
import { readGrants } from '../../../domain/people/role-change.js'
import { insertRole } from '../../../domain/people/role-store.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'role new',
  summary: 'Make a role, which nobody holds yet; a second person approves what it allows',
  example: 'role new "inside sales" may:"deal.read:team, deal.write:own"',
  params: {
    name: required('text', 'Name', { target: true }),
    may: required('text', 'Allows', { hint: 'deal.read:team, deal.write:own' }),
  },
  needs: 'staff.write',
  risk: 'reversible',
  run: async (context, { name, may }, tx) => {
    const add = readGrants(may)
    const made = await insertRole(tx, name)
    const { role, capabilities, asked } = await askRole(tx, made.name, { add, remove: [] })
    return {
      ...(await askedReply(context, tx, approvalKind('role'), asked, `what the role ${role.name} may do`)),
      undo: { command: 'role drop', args: { role: role.name }, versions: {} },
      notes: [`Until then ${role.name} allows what everybody may: help, search and undo.`],
      data: { approval: asked.ref, state: 'asked', role: role.name, after: capabilities },
    }
  },
})
