import { inWorkspace } from '../db/in-workspace.js'
import { type NewCaseNotice, planCaseNotices, recipientKey } from '../domain/support/case-notice-store.js'
import type { JobContext } from './define-job.js'

/** What comes to somebody within this time is told in one message; in a channel each case has its card at once. */
const WINDOW_MS = 30_000

/** Plans words about cases, each once, and the messages that tell them. */
export const planNotices = (
  { db, scope }: JobContext,
  notices: readonly NewCaseNotice[],
  windowMs = WINDOW_MS,
): Promise<void> =>
  inWorkspace(db, scope, async (tx) => {
    // One that is under way already takes this along, if it comes in time; another one finds nothing then.
    for (const to of await planCaseNotices(tx, notices))
      await tx.outbox(
        'case.notice',
        { recipient: recipientKey(to) },
        new Date(tx.now.getTime() + ('channel' in to ? 0 : windowMs)),
      )
  })
