import type { Tx } from '../../../db/in-workspace.js'
import { type StaffChange, setStaff } from '../../../domain/people/set-staff.js'
import { findStaffByIds, getStaff } from '../../../domain/people/staff-store.js'
import { invalid } from '../../../lib/errors.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { type ArgsOf, clearable, optional, target } from '../params.js'
import { readCleared } from '../read-cleared.js'
import { staffChanges } from './staff-card.js'

const CLEARS = { title: 'title', department: 'department', manager: 'managerId' } as const

const params = {
  staff: target('staff', 'Colleague'),
  title: clearable('text', 'Title'),
  department: clearable('text', 'Department'),
  manager: clearable('record', 'Manager', { record: 'staff' }),
  zone: optional('text', 'Time zone', { hint: 'Europe/Berlin' }),
  morning: optional('integer', 'Reminders from', { hint: 'The hour of their own day' }),
  clear: optional('text', 'Take away', { hint: 'title, department, manager', unasked: true }),
}

export default defineCommand({
  name: 'staff set',
  summary: 'A colleague’s title, department, manager, time zone, and the hour from which they are reminded',
  example: 'staff set dana@example.com department:Sales manager:ben@example.com',
  params,
  needs: 'staff.write',
  risk: 'reversible',
  current: async (_context, read, { id }) => {
    const [person] = await findStaffByIds(read, [id])
    const [manager] = person?.managerId ? await findStaffByIds(read, [person.managerId]) : []
    return defined({
      title: person?.title ?? undefined,
      department: person?.department ?? undefined,
      manager: manager && { kind: 'staff', id: manager.id, ref: '', title: manager.name },
      zone: person?.timeZone,
      morning: person?.morningHour,
    })
  },
  run: async (_context, args, tx) => {
    const { before, after } = await setStaff(tx, args.staff.id, changeOf(args))
    const managers =
      before.managerId === after.managerId
        ? []
        : [await nameOf(tx, before.managerId), await nameOf(tx, after.managerId)]
    const undone = await backTo(tx, before, after)
    return {
      headline: `${after.name} is changed`,
      changes: [
        ...staffChanges(before, after),
        ...(managers.length > 0 ? [{ label: 'Manager', before: managers[0] ?? null, after: managers[1] ?? null }] : []),
      ],
      undo: {
        command: 'staff set',
        args: { staff: after.id, ...undone },
        versions: { [`staff:${after.id}`]: after.version },
      },
      data: { staff: after.email, before, after },
    }
  },
})

function changeOf({ title, department, manager, zone, morning, clear }: ArgsOf<typeof params>): StaffChange {
  const cleared = readCleared(clear, Object.keys(CLEARS) as (keyof typeof CLEARS)[])
  const change: StaffChange = {
    ...(title === undefined ? {} : { title }),
    ...(department === undefined ? {} : { department }),
    ...(manager === undefined ? {} : { managerId: manager?.id ?? null }),
    ...(zone ? { timeZone: zone } : {}),
    ...(morning === undefined ? {} : { morningHour: morning }),
    ...Object.fromEntries(cleared.map((word) => [CLEARS[word], null])),
  }
  if (Object.keys(change).length === 0)
    throw invalid('Say what changes: department:Sales, manager:ben@example.com, zone:Europe/Berlin.')
  return change
}

type Changed = Awaited<ReturnType<typeof setStaff>>['before']

/** The words that put back what was. */
async function backTo(tx: Tx, before: Changed, after: Changed): Promise<Record<string, unknown>> {
  const moved = (key: keyof Changed) => before[key] !== after[key]
  const clear = (Object.keys(CLEARS) as (keyof typeof CLEARS)[]).filter(
    (word) => moved(CLEARS[word]) && before[CLEARS[word]] === null,
  )
  const manager = moved('managerId') && before.managerId ? (await getStaff(tx, before.managerId)).id : null
  return {
    ...(moved('title') && before.title ? { title: before.title } : {}),
    ...(moved('department') && before.department ? { department: before.department } : {}),
    ...(manager ? { manager } : {}),
    ...(moved('timeZone') ? { zone: before.timeZone } : {}),
    ...(moved('morningHour') ? { morning: before.morningHour } : {}),
    ...(clear.length > 0 ? { clear: clear.join(' ') } : {}),
  }
}

const nameOf = async (tx: Tx, id: string | null) => (id === null ? null : { person: (await getStaff(tx, id)).name })
