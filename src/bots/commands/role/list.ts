import { CAPABILITIES } from '../../../domain/people/capabilities.js'
import { listRoles } from '../../../domain/people/role-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'role list',
  summary: 'Roles and what each allows',
  example: 'role list',
  params: {},
  needs: 'staff.read',
  risk: 'read',
  run: async ({ read }) => {
    const roles = await read(listRoles)
    return {
      headline: counted(roles.length, 'role'),
      sections: roles.map(({ name, capabilities }) => ({ title: name, lines: [[...capabilities].sort().join(', ')] })),
      notes: [
        'Change one: role set NAME add:bill.approve remove:bill.write. With :own it counts for one’s own records, with :team for those of one’s teams.',
      ],
      data: { roles: roles.map(({ name, capabilities }) => ({ name, capabilities })), capabilities: CAPABILITIES },
    }
  },
})
