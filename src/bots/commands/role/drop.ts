import { dropRole } from '../../../domain/people/drop-role.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'role drop',
  summary: 'Take away a role that nobody holds, and what was asked about it',
  example: 'role drop inside-sales',
  params: { role: required('text', 'Role', { target: true }) },
  needs: 'staff.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { role }, tx) => {
    const { name } = await dropRole(tx, role)
    return { headline: `The role ${name} is gone`, data: { role: name } }
  },
})
