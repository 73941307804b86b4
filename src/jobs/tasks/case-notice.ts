import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { takeCaseNotices } from '../../domain/support/case-notice-store.js'
import { caseNotice } from '../case-notice-card.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'
import { caseNoticeOccasion, readTold } from '../read-told-cases.js'

export default defineJob({
  name: 'case-notice',
  summary:
    'Tells somebody, or a channel, what happened on cases in the last moments, in one message with their buttons',
  on: ['case.notice'],
  run: async (context, data) => {
    const { db, scope, outboxId } = context
    const recipient = String(data['recipient'])
    await inWorkspace(db, scope, (tx) => takeCaseNotices(tx, recipient, outboxId))
    const { told, person, desk } = await readWorkspace(db, scope, (read) => readTold(read, outboxId))
    // Who is told of their own promise that it breaks hears nothing of what is settled by now.
    const open = told.filter(({ kind, one }) => one.status !== 'closed' || kind === 'bounced')
    const to = person ? (person.active ? person.slackUserId : null) : recipient
    if (open.length === 0 || to === null || (person === null && told[0]?.staffId)) return
    const clock = { desk, now: db.clock.now() }
    await deliverChat(context, { occasion: caseNoticeOccasion(outboxId), to, reply: caseNotice(clock, open, person) })
  },
})
