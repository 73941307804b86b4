import { approvalKinds } from '../../bots/commands/approval/approval-kinds.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { expireApprovals } from '../../domain/people/void-approvals.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'approval-expiry',
  summary: 'Ends questions for approval that nobody answered in time',
  on: ['approval.expiry'],
  schedule: { kind: 'approval.expiry', next: every(60, 20) },
  run: async ({ db, scope }) => {
    await inWorkspace(db, scope, (tx) => expireApprovals(tx, approvalKinds))
  },
})
