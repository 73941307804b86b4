import { readStaffNames } from '../../../domain/people/staff-list-store.js'
import { findStaffByIds } from '../../../domain/people/staff-store.js'
import { notFound } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { staffActions, staffFields } from './staff-card.js'

export default defineCommand({
  name: 'staff show',
  summary: 'A colleague: department, manager, teams and roles, time zone, and when they are away',
  example: 'staff show dana@example.com',
  params: { staff: optional('record', 'Colleague', { record: 'staff', target: true, hint: 'Without one: yourself' }) },
  needs: 'staff.read',
  risk: 'read',
  run: async ({ read, asker }, { staff: named }) => {
    const id = named?.id ?? asker.id
    const { staff, names } = await read(async (scope) => {
      const [staff] = await findStaffByIds(scope, [id])
      if (!staff) throw notFound('There is no such member of staff.', { id })
      return { staff, names: await readStaffNames(scope, staff) }
    })
    return {
      headline: `${staff.name}${staff.title ? `, ${staff.title}` : ''}`,
      fields: staffFields(staff, names),
      actions: staffActions(asker, staff),
      data: { ...staff, ...names },
    }
  },
})
