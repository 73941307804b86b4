import { isExpired } from '../../../domain/people/approval.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { Reply } from '../reply.js'
import { approvalQuestion, openActions, settledCard, shownOf } from './approval-card.js'
import { approvalData } from './approval-table.js'
import { decides } from './decides.js'
import { readApproval } from './read-approval.js'

export default defineCommand({
  name: 'approval show',
  summary: 'One approval: what it is about, who asked, and who decided',
  example: 'approval show APR-12',
  params: { approval: target('approval', 'Approval') },
  needs: 'self',
  risk: 'read',
  run: async (context, { approval: { id } }) => {
    const { row, content } = await readApproval(context, id)
    const data = approvalData(row)
    if (row.state !== 'asked' || !content) return { ...settledCard(row), data }
    const stale = content.hash !== row.contentHash || isExpired(row, context.now)
    const { hash, versions } = approvalQuestion(row, content)
    const reply: Reply = { headline: `${row.ref} waits: ${row.title}`, ...shownOf(row, content), data }
    if (stale) return { ...reply, text: 'It was changed since, or its time is over: it must be asked for again.' }
    if (!(await decides(context, row, content))) return reply
    const lacking = content.obstacle ? { text: content.obstacle } : {}
    return { ...reply, ...lacking, actions: openActions(row, content, { hash, versions, label: 'Approve' }) }
  },
})
