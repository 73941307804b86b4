import { bulkWorkspace } from '../../db/sql-workspace.js'
import { defineJob, every } from '../define-job.js'

const DAY = 86_400_000
/** Long enough to look into what went wrong last week. */
const OUTBOX_DAYS = 14
/** Beyond any retry and replay; what people wrote in chat is not ours to keep. */
const INBOUND_DAYS = 30
/** Files of replies that were shown and never confirmed; a confirmation is good for half an hour. */
const REPLY_FILE_DAYS = 1
/** Buttons that nobody pressed, after they have expired; a pressed one stays with the audit trail. */
const ACTION_DAYS = 30

export default defineJob({
  name: 'prune',
  summary:
    'Removes outbox rows, deliveries from outside, files of replies never sent and dead buttons that are long done with',
  on: ['prune'],
  schedule: { kind: 'prune', next: every(24 * 60, 3 * 60 + 10) },
  run: ({ db, scope }) =>
    bulkWorkspace(db, scope, async ({ sql, now }) => {
      const before = (days: number) => new Date(now.getTime() - days * DAY)
      const { workspaceId } = scope
      await sql`delete from outbox where workspace_id = ${workspaceId} and done_at < ${before(OUTBOX_DAYS)}`
      await sql`delete from inbound_event where workspace_id = ${workspaceId} and created_at < ${before(INBOUND_DAYS)}`
      await sql`delete from case_reply_file
        where workspace_id = ${workspaceId} and reply_id is null and created_at < ${before(REPLY_FILE_DAYS)}`
      await sql`delete from pending_action
        where workspace_id = ${workspaceId} and used_at is null and expires_at < ${before(ACTION_DAYS)}`
    }),
})
