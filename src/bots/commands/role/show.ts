import { CAPABILITIES, type Capability, partsOfGrant } from '../../../domain/people/capabilities.js'
import { listRoles } from '../../../domain/people/role-store.js'
import { listStaff } from '../../../domain/people/staff-store.js'
import { counted } from '../../../lib/counted.js'
import { notFound } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { nearest } from '../grammar/nearest.js'
import { required } from '../params.js'

const REACHES: Record<string, string> = { own: 'one’s own', team: 'one’s team’s' }

export default defineCommand({
  name: 'role show',
  summary: 'What a role allows, on whose records, and who holds it',
  example: 'role show sales',
  params: { role: required('text', 'Role', { target: true }) },
  needs: 'staff.read',
  risk: 'read',
  run: async ({ read, asker }, { role: typed }) => {
    const name = typed.trim().toLowerCase()
    const { role, names, holders } = await read(async (scope) => {
      const roles = await listRoles(scope)
      const role = roles.find((each) => each.name === name)
      return {
        role,
        names: roles.map((each) => each.name),
        holders: role ? await listStaff(scope, { role: name }) : [],
      }
    })
    if (!role) {
      const near = nearest(name, names)
      throw notFound(
        `There is no role “${typed}”. ${near ? `Did you mean ${near}?` : `Roles here: ${names.join(', ')}.`}`,
      )
    }
    const grants = [...role.capabilities].sort().map((grant) => ({ ...partsOfGrant(grant), grant }))
    return {
      headline: `${role.name}: ${counted(grants.length, 'grant')}, held by ${holders.length === 0 ? 'nobody' : holders.map((each) => each.name).join(', ')}`,
      table: {
        columns: [
          { key: 'grant', label: 'May', type: 'text' },
          { key: 'means', label: 'Which is', type: 'text' },
          { key: 'whose', label: 'Whose records', type: 'text' },
        ],
        rows: grants.map(({ capability, narrowed }) => ({
          grant: capability,
          means: Object.hasOwn(CAPABILITIES, capability) ? CAPABILITIES[capability as Capability] : '',
          whose: narrowed === null ? 'all' : (REACHES[narrowed] ?? narrowed),
        })),
      },
      actions: asker.may('staff.write')
        ? [{ label: 'Change…', do: { form: 'role set', args: { role: role.name } } }]
        : [],
      data: {
        role: role.name,
        capabilities: grants.map(({ grant }) => grant),
        holders: holders.map(({ email }) => email),
      },
    }
  },
})
