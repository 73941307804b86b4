import type { Tx } from '../../db/in-workspace.js'
import { addStaff } from '../../domain/people/add-staff.js'
import { askStaffRoles } from '../../domain/people/ask-roles.js'
import { FIRST_ROLE } from '../../domain/people/invite-staff.js'
import { setStaff } from '../../domain/people/set-staff.js'
import { type ImportContext, type ImportRecord, RowFault, type Values } from '../define-import.js'
import { peopleFinder } from './find-people.js'
import type { Intake } from './take-records.js'
import { severalOf } from './words.js'

type StaffWhole = {
  id: string
  title: string | null
  department: string | null
  timeZone: string
  managerId: string | null
  roles: readonly string[]
}

/**
 * Few, and each with rules of its own: one after the other. Somebody new is added when their row is decided, so that a manager is there.
 * Roles are what a file asks for: until a second person approves them, who is new may do what everybody may.
 */
export async function staffIntake(
  tx: Tx,
  records: readonly ImportRecord[],
  context: ImportContext,
): Promise<Intake<StaffWhole>> {
  const { workspaceId } = tx.scope
  const emails = records.map((record) => valuesOf(record)['email']?.toLowerCase() ?? '')
  const found = await tx.prisma.staff.findMany({ where: { workspaceId, email: { in: emails } } })
  return {
    alike: (record) => {
      const email = valuesOf(record)['email']?.toLowerCase()
      return found.filter((person) => person.email === email).map(({ id }) => id)
    },
    load: (ids) => loadStaff(tx, ids),
    decide: async (record, before) => {
      const values = valuesOf(record)
      const { manager, title, department, timezone } = values
      const managerId =
        manager === undefined
          ? undefined
          : await (await peopleFinder(tx, [manager], { ...context, create: new Set() }))(manager, 'manager')
      const roles = severalOf(values['roles']).map((role) => role.toLowerCase().replace(/\s+/g, '-'))
      const whole = {
        id: before?.id ?? '',
        title: title ?? before?.title ?? null,
        department: department ?? before?.department ?? null,
        timeZone: timezone ?? before?.timeZone ?? '',
        managerId: managerId ?? before?.managerId ?? null,
        roles: [...new Set([...(before?.roles ?? []), ...roles])].sort(),
      }
      await requireRoles(tx, roles)
      requireAsker(tx, roles, before?.roles ?? [FIRST_ROLE])
      return before === null ? { ...whole, id: await add(tx, values, whole) } : whole
    },
    write: async (changes) => {
      for (const { before, after } of changes) if (before !== null) await change(tx, before, after)
    },
  }
}

const valuesOf = ({ rows }: ImportRecord): Values => rows[0]?.values ?? {}

async function add(tx: Tx, { email = '', name, first, last }: Values, whole: StaffWhole): Promise<string> {
  const { title, department, timeZone, managerId, roles } = whole
  const id = await addStaff(tx, {
    email,
    name: name ?? [first, last].filter(Boolean).join(' '),
    roles: [FIRST_ROLE],
    ...(title === null ? {} : { title }),
    ...(department === null ? {} : { department }),
    ...(timeZone === '' ? {} : { timeZone }),
    ...(managerId === null ? {} : { managerId }),
  })
  if (roles.some((role) => role !== FIRST_ROLE)) await askStaffRoles(tx, id, roles)
  return id
}

async function change(tx: Tx, before: StaffWhole, after: StaffWhole): Promise<void> {
  const { title, department, timeZone, managerId } = after
  const isOther = title !== before.title || department !== before.department || managerId !== before.managerId
  if (isOther || timeZone !== before.timeZone) await setStaff(tx, after.id, { title, department, timeZone, managerId })
  if (after.roles.some((role) => !before.roles.includes(role))) await askStaffRoles(tx, after.id, after.roles)
}

/** No import lifts the rule that one person asks for roles and another approves them. */
function requireAsker(tx: Tx, roles: readonly string[], held: readonly string[]): void {
  const wished = roles.filter((role) => !held.includes(role))
  if (wished.length > 0 && tx.scope.actorId === null)
    throw new RowFault(
      'roles',
      wished.join(', '),
      'A second person approves roles, so somebody must ask for them: say who with --as EMAIL. Or leave the roles out, and ask later: staff role',
    )
}

async function requireRoles(tx: Tx, names: readonly string[]): Promise<void> {
  const roles = await tx.prisma.role.findMany({
    where: { workspaceId: tx.scope.workspaceId },
    orderBy: { name: 'asc' },
  })
  const unknown = names.find((name) => !roles.some((role) => role.name === name))
  if (unknown !== undefined)
    throw new RowFault('roles', unknown, `There is no such role. There is ${roles.map(({ name }) => name).join(', ')}.`)
}

async function loadStaff(tx: Tx, ids: readonly string[]): Promise<Map<string, StaffWhole>> {
  const rows = await tx.prisma.staff.findMany({
    where: { workspaceId: tx.scope.workspaceId, id: { in: [...ids] } },
    include: { roles: { include: { role: true } } },
  })
  return new Map(
    rows.map(({ id, title, department, timeZone, managerId, roles }) => [
      id,
      { id, title, department, timeZone, managerId, roles: roles.map(({ role }) => role.name).sort() },
    ]),
  )
}
