import { askedIn, bringsFiles, listUnhandled, noteHandled, type Unhandled } from '../../bots/slack/inbound.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findStaffBySlackUser } from '../../domain/people/staff-store.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

/** Longer than any answer takes; until then somebody may still be at it. What came with files is fetched first (download.ts). */
const AT_WORK_MS = 60_000
const AT_FILES_MS = 6 * 60_000
/** Whoever asked longer ago has asked again, or given up. */
const FORGOTTEN_MS = 30 * 60_000

export default defineJob({
  name: 'slack-unanswered',
  summary: 'Tells people whose command a crash cut off; it never does it by itself, since it may have been done',
  on: ['slack.unanswered'],
  schedule: { kind: 'slack.unanswered', next: every(2) },
  run: async (context) => {
    const now = context.db.clock.now().getTime()
    const left = await readWorkspace(context.db, context.scope, (read) =>
      listUnhandled(read, new Date(now - FORGOTTEN_MS), new Date(now - AT_WORK_MS)),
    )
    for (const each of left)
      if (!bringsFiles(each.payload) || each.at.getTime() <= now - AT_FILES_MS) await tell(context, each)
  },
})

async function tell(context: JobContext, { id, payload }: Unhandled): Promise<void> {
  const asked = askedIn(payload)
  const staff =
    asked && (await readWorkspace(context.db, context.scope, (read) => findStaffBySlackUser(read, asked.slackUserId)))
  // A stranger hears nothing beyond the one sentence, and nobody waits for an answer to opening a page.
  if (staff) {
    await deliverChat(context, {
      occasion: `slack-unanswered:${id}`,
      to: asked.slackUserId,
      reply: {
        headline: `I was interrupted before I could answer ${asked.what}.`,
        text: 'It may have been done or not: please look, and give it again if it was not.',
      },
    })
  }
  await noteHandled(context.db, { workspaceId: context.scope.workspaceId, id })
}
