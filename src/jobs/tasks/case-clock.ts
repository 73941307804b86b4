import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { type CaseRow, listCases } from '../../domain/support/case-list-store.js'
import type { NewCaseNotice } from '../../domain/support/case-notice-store.js'
import { runningOut } from '../../domain/support/overdue.js'
import { loadSupportDesk, type SupportDesk } from '../../domain/support/support-settings.js'
import { isWorking } from '../../domain/support/working-hours.js'
import { type Hearer, isTheirDay, managerOf, ownerOr } from '../case-audience.js'
import { defineJob, every } from '../define-job.js'
import { planNotices } from '../plan-case-notices.js'

/** What is due later than this is not looked at: a warning comes two working hours ahead at most. */
const AHEAD_MS = 10 * 86_400_000
/** As many as anybody could be told of. */
const MOST = 500

export default defineJob({
  name: 'case-clock',
  summary:
    'Warns the owner of a case before a promise breaks, and tells them and their manager when it did: once each, not at night',
  on: ['case.clock'],
  schedule: { kind: 'case.clock', next: every(5) },
  run: async (context) => {
    const notices = await readWorkspace(context.db, context.scope, async (read) => {
      const desk = await loadSupportDesk(read)
      if (desk.liveAt === null) return []
      const cases = await listCases(read, { dueBy: new Date(read.now.getTime() + AHEAD_MS) }, MOST)
      const planned = await Promise.all(cases.map((one) => noticesOf(read, desk, one)))
      return planned.flat()
    })
    if (notices.length > 0) await planNotices(context, notices, 0)
  },
})

async function noticesOf(read: SqlScope, desk: SupportDesk, one: CaseRow): Promise<NewCaseNotice[]> {
  const out = runningOut(one, desk.working, read.now)
  if (out.length === 0) return []
  const owners = await ownerOr(read, desk, one)
  const managers = await managerOf(read, one)
  return out.flatMap(({ kind, occasion }) =>
    [...owners, ...(kind === 'breach' ? managers : [])]
      .filter((hearer) => mayHear(hearer, desk, one, read.now))
      .map(({ to, why }) => ({ kind, to, caseId: one.id, occasion, why })),
  )
}

/** By day; an urgent matter at any hour, where the company says so. Who is asleep hears in the morning what is then still so. */
const mayHear = ({ person }: Hearer, { urgentAtNight, working }: SupportDesk, one: CaseRow, now: Date): boolean =>
  (urgentAtNight && one.priority === 'urgent') || (person ? isTheirDay(person, now) : isWorking(working, now))
