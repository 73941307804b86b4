import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'case history',
  summary: 'Who changed a case when, and what',
  example: 'case history CASE-7',
  params: { case: target('case', 'Case') },
  needs: 'case.read',
  risk: 'read',
  run: (context, { case: one }) => historyReply(context, one, { table: 'support_case', id: one.id }),
})
