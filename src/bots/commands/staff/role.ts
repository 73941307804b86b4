import { askStaffRoles } from '../../../domain/people/ask-roles.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'staff role',
  summary: 'Which roles a colleague holds; a second person approves it',
  example: 'staff role dana@example.com to:"finance, controller"',
  params: {
    staff: target('staff', 'Colleague'),
    to: required('text', 'Roles', { hint: 'All they are to hold: finance, controller' }),
  },
  needs: 'staff.write',
  aliases: ['staff roles'],
  form: { title: 'Roles of a colleague', submit: 'Save' },
  risk: 'reversible',
  run: async (context, { staff, to }, tx) => {
    const names = to.split(/[,\s]+/).filter(Boolean)
    const { before, after, asked } = await askStaffRoles(tx, staff.id, names)
    return {
      ...(await askedReply(context, tx, approvalKind('staff-roles'), asked, `${staff.title} as ${after.join(', ')}`)),
      data: { approval: asked.ref, state: 'asked', staff: staff.ref, before, after },
    }
  },
})
