import type { SqlScope } from '../db/sql-workspace.js'
import type { Staff } from '../domain/people/staff.js'
import { findStaffByIds } from '../domain/people/staff-store.js'
import type { Case } from '../domain/support/case.js'
import type { NoticeRecipient } from '../domain/support/case-notice-store.js'
import type { SupportDesk } from '../domain/support/support-settings.js'
import { listSupportStaff } from '../domain/support/support-staff-store.js'
import { hourIn } from '../lib/dates.js'

/** Somebody, or a channel, and why they hear. */
export type Hearer = { to: NoticeRecipient; person: Staff | null; why: string }

/** Who hears of what nobody has: as the company says, those who answer cases, a channel, or nobody. */
export async function everybodyConcerned(read: SqlScope, { tell }: SupportDesk): Promise<Hearer[]> {
  if (tell === 'nobody') return []
  if (tell !== 'staff') return [{ to: tell, person: null, why: 'New cases are told in this channel.' }]
  return (await listSupportStaff(read)).map((person) => hearer(person, 'You answer cases, and it is nobody’s yet.'))
}

/** Its owner; of a case that nobody has, everybody concerned. */
export async function ownerOr(
  read: SqlScope,
  desk: SupportDesk,
  one: Pick<Case, 'ownerId' | 'ref'>,
): Promise<Hearer[]> {
  const [owner] = one.ownerId ? await findStaffByIds(read, [one.ownerId]) : []
  return owner?.active ? [hearer(owner, `You own ${one.ref}.`)] : everybodyConcerned(read, desk)
}

/** Whoever the owner reports to. */
export async function managerOf(read: SqlScope, { ownerId, ref }: Pick<Case, 'ownerId' | 'ref'>): Promise<Hearer[]> {
  const [owner] = ownerId ? await findStaffByIds(read, [ownerId]) : []
  const [manager] = owner?.managerId ? await findStaffByIds(read, [owner.managerId]) : []
  return manager?.active ? [hearer(manager, `${owner?.name} owns ${ref} and reports to you.`)] : []
}

const hearer = (person: Staff, why: string): Hearer => ({ to: { staffId: person.id }, person, why })

/** From this local hour on nobody is told what can wait for the morning. */
const EVENING_HOUR = 19

/** Whether it is day for a person, by their own zone and morning. */
export function isTheirDay({ timeZone, morningHour }: Staff, now: Date): boolean {
  const hour = hourIn(timeZone, now)
  return hour >= morningHour && hour < EVENING_HOUR
}
