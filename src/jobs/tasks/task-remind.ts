import type { Staff } from '../../domain/people/staff.js'
import { type AppError, toAppError } from '../../lib/errors.js'
import { deliverMail } from '../../mail/deliver-mail.js'
import { chooseSender } from '../../mail/sender.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'
import { sendDeps } from '../send-deps.js'
import { listSent } from '../sent-occasions.js'
import {
  peopleInTheirMorning,
  reminderMessage,
  reminderText,
  taskOccasion,
  type Waiting,
  waitingFor,
} from '../task-reminders.js'

export default defineJob({
  name: 'task-remind',
  summary: 'Reminds each person of what is due, once per local working day, in their morning: in Slack, else by mail',
  on: ['task.remind', 'workspace.live'],
  // Time zones differ by quarters of an hour at the finest.
  schedule: { kind: 'task.remind', next: every(15) },
  run: async (context) => {
    const now = context.db.clock.now()
    const people = await peopleInTheirMorning(context)
    const sent = await listSent(
      context,
      people.map((person) => taskOccasion(person, now)),
    )
    const failures: AppError[] = []
    for (const person of people.filter((each) => !sent.has(taskOccasion(each, now)))) {
      await remind(context, person).catch((thrown: unknown) => failures.push(toAppError(thrown)))
      // What is wrong with one message leaves the others alone; a chat that is away does not.
      if (failures.some(({ code }) => code === 'unavailable' || code === 'limited')) break
    }
    if (failures[0]) throw failures[0]
  },
})

async function remind(context: JobContext, person: Staff): Promise<void> {
  const waiting = await waitingFor(context, person)
  if (!waiting) return
  const occasion = taskOccasion(person, context.db.clock.now())
  const { slackUserId: to } = person
  if (to && (await deliverChat(context, { occasion, to, reply: reminderMessage(waiting) }))) return
  await mail(context, person, waiting, occasion)
}

async function mail(context: JobContext, person: Staff, waiting: Waiting, occasion: string): Promise<void> {
  const { headline, sections } = reminderText(waiting)
  const text = sections.map(({ title, lines }) => `${title}\n${(lines ?? []).map((line) => `- ${line}`).join('\n')}`)
  const deps = sendDeps(context)
  await deliverMail(deps, context.scope, {
    occasion,
    recipient: person.email,
    sender: await chooseSender(deps, context.scope, null),
    content: {
      subject: headline,
      text: `Hello ${person.name.split(' ')[0] ?? person.name},\n\n${text.join('\n\n')}\n\nWhy you: these are yours and due. One mail a working day, in your morning.\n`,
    },
    about: { ownerId: person.id },
    automatic: true,
  })
}
