import { listStaffRows } from '../../../domain/people/staff-list-store.js'
import { counted } from '../../../lib/counted.js'
import { dateCell } from '../cells.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'staff list',
  summary: 'Colleagues, their departments and roles',
  example: 'staff list',
  params: {},
  needs: 'staff.read',
  risk: 'read',
  run: async ({ read }) => {
    const staff = await read(listStaffRows)
    return {
      headline: counted(staff.length, 'colleague'),
      table: {
        columns: [
          { key: 'name', label: 'Name', type: 'text' },
          { key: 'email', label: 'Mail', type: 'text' },
          { key: 'department', label: 'Department', type: 'text' },
          { key: 'roles', label: 'Roles', type: 'text' },
          { key: 'away', label: 'Away until', type: 'date' },
        ],
        rows: staff.map(({ name, email, department, roles, awayUntil }) => ({
          name,
          email,
          department,
          roles: roles.join(', '),
          away: dateCell(awayUntil),
        })),
      },
      data: { staff },
    }
  },
})
