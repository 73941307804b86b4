import { z } from 'zod'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { dateIn } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { defineJob } from '../define-job.js'
import { deliverReply } from '../deliver-reply.js'

export default defineJob({
  name: 'slack-link-mail',
  summary:
    'Mails somebody whom an address in Slack proposes as a colleague the link that proves it; once a day at most',
  on: ['slack.link-asked'],
  data: z.object({ staffId: z.string(), slackUserId: z.string(), slackName: z.string() }),
  run: async (context, { staffId, slackUserId, slackName }) => {
    const { db, scope, services } = context
    const [staff] = await readWorkspace(db, scope, (read) => findStaffByIds(read, [staffId]))
    if (!staff?.active || staff.slackUserId) return
    const now = db.clock.now()
    const { workspaceId } = scope
    const href = services.slackProof?.({ workspaceId, staffId, slackUserId, slackName }, now)
    if (!href) throw refused('There is no web address here that could be opened.')
    await deliverReply(context, {
      occasion: `slack-link:${staffId}:${slackUserId}:${dateIn('UTC', now)}`,
      to: staff,
      subject: 'Is that you in Slack?',
      reply: {
        headline: `${slackName || slackUserId} in Slack says that this is their address`,
        text: 'If that is you, say so within half an hour, and I answer you in Slack. If not, do nothing: without this nobody there becomes you.',
      },
      buttons: [{ label: 'That is me', href, primary: true }],
    })
  },
})
