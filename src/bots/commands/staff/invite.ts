import { FIRST_ROLE, inviteStaff } from '../../../domain/people/invite-staff.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { whoDecides } from '../approval/who-decides.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { previewOf } from '../preview-hash.js'

export default defineCommand({
  name: 'staff invite',
  summary: 'Take a colleague in: they are written to, and a second person approves their roles',
  example: 'staff invite kim@example.com name:"Kim Lee" roles:sales department:Sales',
  params: {
    email: required('email', 'Mail', { target: true }),
    name: required('text', 'Name'),
    roles: required('text', 'Roles', { hint: 'sales, or several: finance, controller' }),
    department: optional('text', 'Department'),
    title: optional('text', 'Title'),
    manager: optional('record', 'Manager', { record: 'staff' }),
    zone: optional('text', 'Time zone', { hint: 'Default: the company’s' }),
  },
  needs: 'staff.write',
  aliases: ['staff add', 'staff new'],
  risk: 'consequential',
  preview: async ({ workspace }, { email, name, roles, department }) =>
    previewOf(
      {
        headline: `${name} would be invited to ${workspace.name}`,
        text: `A mail goes to ${email} and says how to begin. What they may beyond their own close tasks and expenses waits for a second person.`,
        fields: fieldsWith([
          ['Mail', email],
          ['Roles', roles],
          ['Department', department ?? null],
        ]),
      },
      'Invite',
      {},
    ),
  run: async (_context, { email, name, roles, department, title, manager, zone }, tx) => {
    const invited = await inviteStaff(tx, {
      email,
      name,
      roles: roles
        .toLowerCase()
        .split(/[,\s]+/)
        .filter(Boolean),
      ...(department ? { department } : {}),
      ...(title ? { title } : {}),
      ...(manager ? { managerId: manager.id } : {}),
      ...(zone ? { timeZone: zone } : {}),
    })
    const { asked } = invited
    return {
      headline: `${name} is ${invited.back ? 'back' : 'invited'}`,
      text: asked
        ? `${asked.ref} asks for ${roles}. ${await whoDecides(tx, approvalKind('staff-roles'), asked)} Until then they are ${FIRST_ROLE}: their own close tasks and expenses.`
        : `They are ${FIRST_ROLE}: their own close tasks and expenses.`,
      data: { staff: invited.email, approval: asked?.ref ?? null },
    }
  },
})
