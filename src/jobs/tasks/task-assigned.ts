import { z } from 'zod'
import { taskActions } from '../../bots/commands/task/task-actions.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listTasks } from '../../domain/crm/task-list-store.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { shortDate } from '../../lib/dates.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

export default defineJob({
  name: 'task-assigned',
  summary: 'Tells somebody of a task that another gave them',
  on: ['task.assigned'],
  data: z.object({ taskId: z.string() }),
  run: async (context, { taskId }) => {
    const { live, task, owner } = await readWorkspace(context.db, context.scope, async (read) => {
      const [task] = await listTasks(read, { ids: [taskId], done: false }, { limit: 1 })
      const [owner] = await findStaffByIds(read, task ? [task.ownerId] : [])
      return { live: (await getWorkspace(read)).liveAt !== null, task, owner }
    })
    if (!live || !task || !owner?.slackUserId) return
    const about = task.subject && `${task.subject.ref} ${task.subject.title}`
    await deliverChat(context, {
      occasion: `task-assigned:${context.outboxId}`,
      to: owner.slackUserId,
      reply: {
        headline: `${task.by ?? 'Somebody'} gave you ${task.ref}: ${task.text}`,
        text: [about, task.dueOn && `due ${shortDate(task.dueOn)}`].filter(Boolean).join(', '),
        actions: taskActions({ may: () => true }, task),
        notes: [`Why: ${task.ref} is yours. Said once.`],
      },
    })
  },
})
