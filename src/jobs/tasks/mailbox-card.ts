import type { Reply } from '../../bots/commands/reply.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import type { Mailbox } from '../../domain/correspondence/mailbox.js'
import { listMailboxes, listProgress, type MailboxProgress } from '../../domain/correspondence/mailbox-store.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'mailbox-card',
  summary:
    'Keeps a card of a mailbox in its owner’s direct messages: how far its old mail is, and what keeps it from following',
  on: ['mailbox.card', 'workspace.live'],
  schedule: { kind: 'mailbox.card', next: every(1) },
  run: async (context) => {
    for (const { mailbox, progress, to } of await listCards(context))
      await keepChat(context, { occasion: `mailbox-card:${mailbox.id}`, to, reply: card(mailbox, progress) })
  },
})

type Card = { mailbox: Mailbox; progress: MailboxProgress; to: string }

/** Of a company that is live: mailboxes with an owner in Slack, that are on their way, in trouble, or have a card already. */
const listCards = (context: JobContext): Promise<Card[]> =>
  readWorkspace(context.db, context.scope, async (read) => {
    if ((await getWorkspace(read)).liveAt === null) return []
    const [boxes, all] = [await listMailboxes(read), await listProgress(read)]
    const owners = await findStaffByIds(
      read,
      boxes.flatMap(({ staffId }) => staffId ?? []),
    )
    const told = await listTold(context)
    return boxes.flatMap((mailbox): Card[] => {
      const progress = all.find(({ mailboxId }) => mailboxId === mailbox.id)
      const to = owners.find(({ id, active }) => active && id === mailbox.staffId)?.slackUserId
      const isNews = mailbox.status !== 'following' && mailbox.status !== 'new'
      return progress && to && (isNews || told.has(mailbox.id)) ? [{ mailbox, progress, to }] : []
    })
  })

const listTold = (context: JobContext): Promise<Set<string>> =>
  readWorkspace(context.db, context.scope, async ({ sql, scope }) => {
    const rows = await sql<{ id: string }[]>`
      select substr(occasion, 14) as id from delivery where workspace_id = ${scope.workspaceId}
         and occasion >= 'mailbox-card:' and occasion < 'mailbox-card;'`
    return new Set(rows.map(({ id }) => id))
  })

/** Steps in which the bar moves: each is an edit of a message. */
const STEP = 20

function card(mailbox: Mailbox, progress: MailboxProgress): Reply {
  const { address, status, lastError } = mailbox
  const { backfillDone, backfillTotal, skipped } = progress
  const isDone = status === 'following'
  const step = backfillTotal === 0 ? 0 : Math.floor((backfillDone / backfillTotal) * STEP)
  const done = Math.floor((backfillTotal * step) / STEP)
  return {
    headline:
      status === 'failing'
        ? `${address} can't be followed just now`
        : isDone
          ? `${address} is followed; its old mail is in`
          : `${address}: reading its old mail, the newest first`,
    ...(status === 'failing' && lastError && { text: lastError }),
    ...(!isDone && backfillTotal > 0 && { progress: { label: 'old mails', done, total: backfillTotal } }),
    ...(isDone && lastError && { text: lastError }),
    ...(isDone &&
      !lastError &&
      skipped > 0 && { text: `${skipped} could not be read; \`mailbox status ${address}\` says why.` }),
    actions: [
      {
        label: 'Status',
        do: { command: 'mailbox status', args: { mailbox: address } },
        typed: `mailbox status ${address}`,
      },
    ],
    notes: ['Kept up to date here'],
  }
}
