import type { Tx } from '../../db/in-workspace.js'
import { addStaff } from '../../domain/people/add-staff.js'
import { giveRoles } from '../../domain/people/role-store.js'
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

/** Few, and each with rules of its own: one after the other. Somebody new is added when their row is decided, so that a manager is there. */
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
  return addStaff(tx, {
    email,
    name: name ?? [first, last].filter(Boolean).join(' '),
    roles,
    ...(title === null ? {} : { title }),
    ...(department === null ? {} : { department }),
    ...(timeZone === '' ? {} : { timeZone }),
    ...(managerId === null ? {} : { managerId }),
  })
}

async function change(tx: Tx, before: StaffWhole, after: StaffWhole): Promise<void> {
  const { title, department, timeZone, managerId } = after
  const isOther = title !== before.title || department !== before.department || managerId !== before.managerId
  if (isOther || timeZone !== before.timeZone) await setStaff(tx, after.id, { title, department, timeZone, managerId })
  const fresh = after.roles.filter((role) => !before.roles.includes(role))
  if (fresh.length > 0) await giveRoles(tx, after.id, fresh)
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
