import { openCard, settledCard } from '../../bots/commands/approval/approval-card.js'
import { approvalKind } from '../../bots/commands/approval/approval-kinds.js'
import { readApproval } from '../../bots/commands/approval/read-approval.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { mayDecide } from '../../domain/people/approval.js'
import type { ApprovalContent } from '../../domain/people/approval-content.js'
import { type ApprovalRow, listApprovals } from '../../domain/people/approval-list-store.js'
import { listApprovers, readDecisionSetting } from '../../domain/people/approver-store.js'
import type { Occasion } from '../../domain/people/notices.js'
import { voidIfChanged } from '../../domain/people/void-approvals.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { recipientsOf } from '../chat-delivery-store.js'
import { defineJob, type JobContext } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

const MOST = 200

export default defineJob({
  name: 'approval-card',
  summary: 'Sends a card with buttons to those who may decide, and brings it up to date in place once it is settled',
  on: ['approval.asked', 'approval.settled', 'workspace.live'],
  run: async (context, data) => {
    const workspace = await readWorkspace(context.db, context.scope, getWorkspace)
    if (!workspace.liveAt) return
    const id = data['approvalId'] as string | undefined
    for (const approvalId of id === undefined ? await openOnes(context) : [id]) await keepCards(context, approvalId)
  },
})

const openOnes = (context: JobContext): Promise<string[]> =>
  readWorkspace(context.db, context.scope, async (read) =>
    (await listApprovals(read, { states: ['asked'] }, MOST)).map(({ id }) => id),
  )

const occasionOf = ({ id }: ApprovalRow): Occasion => `approval:${id}`

async function keepCards(context: JobContext, id: string): Promise<void> {
  const { db, scope } = context
  const before = await readApproval(context, id)
  await inWorkspace(db, scope, (tx) => voidIfChanged(tx, approvalKind(before.row.kind), id))
  const { row, content } = await readApproval(context, id)
  const open = row.state === 'asked' && content !== null
  const reply = open ? openCard(row, approvalKind(row.kind), content) : settledCard(row)
  const sent = await readWorkspace(db, scope, (read) => recipientsOf(read, occasionOf(row)))
  const recipients = open ? [...new Set([...sent, ...(await deciders(context, row, content))])] : sent
  for (const to of recipients) await keepChat(context, { occasion: occasionOf(row), to, reply })
}

/** The Slack users who may decide it as things are: a second person, of the right department, within their limit. */
const deciders = ({ db, scope }: JobContext, row: ApprovalRow, content: ApprovalContent): Promise<string[]> =>
  readWorkspace(db, scope, async (read) => {
    const setting = await readDecisionSetting(read, row)
    const people = await listApprovers(read, approvalKind(row.kind))
    return people.flatMap((person) =>
      person.slackUserId !== null && mayDecide(row, content.preparers, person, setting).ok ? [person.slackUserId] : [],
    )
  })
