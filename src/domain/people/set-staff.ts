import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { toDbDate } from '../../lib/dates.js'
import { invalid, notFound, refused } from '../../lib/errors.js'
import { checkTimeZone, type Staff } from './staff.js'
import { getStaff, updateStaff } from './staff-store.js'

/** What of a colleague can be changed; null takes it away. */
export type StaffChange = Partial<Pick<Staff, 'title' | 'department' | 'timeZone' | 'morningHour' | 'managerId'>>

export type StaffChanged = { before: Staff; after: Staff }

/** Throws `invalid` for what can't be, and where nothing would change. */
export async function setStaff(tx: Tx, id: string, change: StaffChange): Promise<StaffChanged> {
  const before = await getActive(tx, id)
  if (change.managerId !== undefined && change.managerId !== null) await checkManager(tx, before, change.managerId)
  if (change.morningHour !== undefined && (change.morningHour < 0 || change.morningHour > 16))
    throw invalid('A morning begins at an hour from 0 to 16, because nothing is sent after 17:00.')
  const checked = { ...change, ...(change.timeZone ? { timeZone: checkTimeZone(change.timeZone) } : {}) }
  const keys = Object.keys(checked) as (keyof StaffChange)[]
  if (keys.every((key) => checked[key] === before[key]))
    throw invalid('That is how it is already: nothing would change.')
  await updateStaff(tx, id, checked)
  return { before, after: await getStaff(tx, id) }
}

/** Nobody reports to themselves, nor to somebody who reports to them. */
async function checkManager(tx: Tx, person: Staff, managerId: string): Promise<void> {
  let above: Staff | null = await getActive(tx, managerId)
  for (let steps = 0; above && steps < 50; steps += 1) {
    if (above.id === person.id) throw refused(`${person.name} would be their own manager that way.`)
    above = above.managerId ? await getStaff(tx, above.managerId) : null
  }
}

export type Absence = { from: IsoDate | null; until: IsoDate | null; delegateId: string | null }

/** Says when somebody is away and who stands in; `until` null: they are back. */
export async function setAbsence(tx: Tx, id: string, { from, until, delegateId }: Absence): Promise<StaffChanged> {
  const before = await getActive(tx, id)
  if (from && until && until < from) throw invalid('The last day away is before the first.')
  if (delegateId === id) throw invalid('Nobody stands in for themselves: name a colleague as delegate.')
  if (delegateId) await getActive(tx, delegateId)
  await updateStaff(tx, id, {
    awayFrom: from === null ? null : toDbDate(from),
    awayUntil: until === null ? null : toDbDate(until),
    delegateId,
  })
  return { before, after: await getStaff(tx, id) }
}

async function getActive(tx: Tx, id: string): Promise<Staff> {
  const staff = await getStaff(tx, id)
  if (!staff.active) throw notFound(`${staff.name} no longer works here.`, { id })
  return staff
}
