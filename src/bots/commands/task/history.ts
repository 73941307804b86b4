import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'task history',
  summary: 'Who changed a task when, and what',
  example: 'task history TODO-3',
  params: { task: target('task', 'Task') },
  needs: 'task.read',
  risk: 'read',
  run: (context, { task }) => historyReply(context, task, { table: 'activity', id: task.id, parts: {} }),
})
