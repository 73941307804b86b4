import { readWorkspace } from '../../db/sql-workspace.js'
import { listLastTold } from '../../domain/support/case-notice-store.js'
import { caseNotice } from '../case-notice-card.js'
import { recipientsOf } from '../chat-delivery-store.js'
import { defineJob } from '../define-job.js'
import { keepChat } from '../keep-chat.js'
import { caseNoticeOccasion, readTold } from '../read-told-cases.js'

export default defineJob({
  name: 'case-card',
  summary: 'Says on the messages that told a case what became of it: taken, answered, closed',
  on: ['case.changed'],
  run: async (context, data) => {
    const { db, scope } = context
    const messages = await readWorkspace(db, scope, async (read) => {
      const told = await listLastTold(read, String(data['caseId']))
      return Promise.all(
        told.map(async (toldIn) => ({
          occasion: caseNoticeOccasion(toldIn),
          sent: await recipientsOf(read, caseNoticeOccasion(toldIn)),
          ...(await readTold(read, toldIn)),
        })),
      )
    })
    for (const { occasion, sent, told, person, desk } of messages.filter((each) => each.told.length > 0))
      for (const to of sent)
        await keepChat(context, { occasion, to, reply: caseNotice({ desk, now: db.clock.now() }, told, person) })
  },
})
