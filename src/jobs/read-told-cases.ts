import type { SqlScope } from '../db/sql-workspace.js'
import type { Staff } from '../domain/people/staff.js'
import { findStaffByIds } from '../domain/people/staff-store.js'
import { listCases } from '../domain/support/case-list-store.js'
import { listTakenNotices } from '../domain/support/case-notice-store.js'
import { loadSupportDesk, type SupportDesk } from '../domain/support/support-settings.js'
import type { Told } from './case-notice-card.js'

export const caseNoticeOccasion = (toldIn: string) => `case-notice:${toldIn}` as const

/** What one message tells, with the cases as they are now; `person` null: it goes to a channel, or to somebody who is gone. */
export async function readTold(
  read: SqlScope,
  toldIn: string,
): Promise<{ told: Told[]; person: Staff | null; desk: SupportDesk }> {
  const notices = await listTakenNotices(read, toldIn)
  const ids = notices.map(({ caseId }) => caseId)
  const cases = new Map((await listCases(read, { ids }, ids.length)).map((one) => [one.id, one]))
  const told = notices.flatMap(({ caseId, ...notice }): Told[] => {
    const one = cases.get(caseId)
    return one ? [{ ...notice, one }] : []
  })
  const staffId = notices[0]?.staffId
  const [person = null] = staffId ? await findStaffByIds(read, [staffId]) : []
  return { told, person, desk: await loadSupportDesk(read) }
}
