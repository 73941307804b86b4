import type { SqlScope } from '../../db/sql-workspace.js'
import { listMemberships } from '../people/membership-store.js'
import { listStaff } from '../people/staff-store.js'
import type { Hearers } from './hearer.js'
import { countOpen } from './signal-list-store.js'

/** Who looks after what is nobody's: of the first of these roles in which somebody works here. */
const INSTEAD = ['manager', 'admin'] as const

export async function loadHearers(read: SqlScope): Promise<Hearers> {
  const [colleagues, load, ...holders] = await Promise.all([
    listStaff(read),
    countOpen(read),
    ...INSTEAD.map((role) => listStaff(read, { role })),
  ])
  const members = await listMemberships(
    read,
    colleagues.map(({ id }) => id),
  )
  return {
    colleagues,
    members: new Map(members.map(({ member }) => [member.id, member])),
    instead: (holders.find((those) => those.length > 0) ?? []).map(({ id }) => id),
    load,
  }
}
