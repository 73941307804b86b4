import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { listCases } from '../../domain/support/case-list-store.js'
import { listTakenNotices, takeCaseNotices } from '../../domain/support/case-notice-store.js'
import { loadSupportDesk } from '../../domain/support/support-settings.js'
import { caseNotice, type Told } from '../case-notice-card.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

export default defineJob({
  name: 'case-notice',
  summary:
    'Tells somebody, or a channel, what happened on cases in the last moments, in one message with their buttons',
  on: ['case.notice'],
  run: async (context, data) => {
    const { db, scope, outboxId } = context
    const recipient = String(data['recipient'])
    await inWorkspace(db, scope, (tx) => takeCaseNotices(tx, recipient, outboxId))
    const { told, person, desk } = await readWorkspace(db, scope, async (read) => {
      const notices = await listTakenNotices(read, outboxId)
      const ids = notices.map(({ caseId }) => caseId)
      const cases = new Map((await listCases(read, { ids }, ids.length)).map((one) => [one.id, one]))
      const told = notices.flatMap(({ caseId, ...notice }): Told[] => {
        const one = cases.get(caseId)
        return one ? [{ ...notice, one }] : []
      })
      const staffId = notices[0]?.staffId
      const [person = null] = staffId ? await findStaffByIds(read, [staffId]) : []
      return { told, person, desk: await loadSupportDesk(read) }
    })
    // Who is told of their own promise that it breaks hears nothing of what is settled by now.
    const open = told.filter(({ kind, one }) => one.status !== 'closed' || kind === 'bounced')
    const to = person ? (person.active ? person.slackUserId : null) : recipient
    if (open.length === 0 || to === null || (person === null && told[0]?.staffId)) return
    const clock = { desk, now: db.clock.now() }
    await deliverChat(context, { occasion: `case-notice:${outboxId}`, to, reply: caseNotice(clock, open, person) })
  },
})
