import { settledCard } from '../../bots/commands/approval/approval-card.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listApprovals } from '../../domain/people/approval-list-store.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

export default defineJob({
  name: 'approval-told',
  summary: 'Tells whoever asked for an approval what came of it',
  on: ['approval.settled'],
  run: async (context, data) => {
    const id = String(data['approvalId'])
    const { workspace, row, asker } = await readWorkspace(context.db, context.scope, async (read) => {
      const [row] = await listApprovals(read, { ids: [id] }, 1)
      const [asker] = row ? await findStaffByIds(read, [row.requestedById]) : []
      return { workspace: await getWorkspace(read), row, asker }
    })
    // What they took back or changed themselves they know.
    const isNews = row?.state === 'approved' || row?.state === 'rejected' || row?.state === 'expired'
    if (!workspace.liveAt || !isNews || row.solo || !asker?.slackUserId) return
    await deliverChat(context, { occasion: `approval-told:${id}`, to: asker.slackUserId, reply: settledCard(row) })
  },
})
