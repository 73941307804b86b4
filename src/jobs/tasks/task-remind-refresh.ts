import { readWorkspace } from '../../db/sql-workspace.js'
import { listStaff } from '../../domain/people/staff-store.js'
import { defineJob } from '../define-job.js'
import { keepChat } from '../keep-chat.js'
import { listSent } from '../sent-occasions.js'
import { doneMessage, reminderMessage, taskOccasion, waitingFor } from '../task-reminders.js'

export default defineJob({
  name: 'task-remind-refresh',
  summary: 'Brings today’s reminder up to date in place when a task changed',
  on: ['task.changed'],
  run: async (context) => {
    const now = context.db.clock.now()
    const people = await readWorkspace(context.db, context.scope, (read) => listStaff(read))
    const sent = await listSent(
      context,
      people.map((person) => taskOccasion(person, now)),
    )
    for (const person of people) {
      const occasion = taskOccasion(person, now)
      if (!person.slackUserId || !sent.has(occasion)) continue
      const waiting = await waitingFor(context, person)
      const reply = waiting ? reminderMessage(waiting) : doneMessage
      await keepChat(context, { occasion, to: person.slackUserId, reply })
    }
  },
})
