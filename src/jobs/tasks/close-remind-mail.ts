import type { TaskRow } from '../../domain/close/close-store.js'
import { monthName } from '../../domain/close/close-view.js'
import { isReminderHour, type Remindable } from '../../domain/people/morning.js'
import type { Staff } from '../../domain/people/staff.js'
import { dateIn } from '../../lib/dates.js'
import { toAppError } from '../../lib/errors.js'
import { deliverMail } from '../../mail/deliver-mail.js'
import { chooseSender } from '../../mail/sender.js'
import { loadReminderSetting, type ReminderSetting, remind } from '../close-reminders.js'
import { defineJob, type JobContext } from '../define-job.js'
import { sendDeps } from '../send-deps.js'

export default defineJob({
  name: 'close-remind-mail',
  summary: 'Reminds people whom Slack does not reach of their close tasks by mail, whose answer counts',
  on: ['close.remind', 'close.opened', 'workspace.live'],
  run: async (context) => {
    const setting = await loadReminderSetting(context)
    if (!setting.live) return
    for (const person of setting.people) {
      // What is wrong with one address leaves the others alone; their turn comes again with the next round.
      await remindOne(context, setting, person as Remindable & Staff).catch((thrown: unknown) =>
        context.log.warn({ err: toAppError(thrown), staffId: person.id }, 'a close reminder could not be mailed'),
      )
    }
  },
})

async function remindOne(context: JobContext, setting: ReminderSetting, person: Remindable & Staff): Promise<void> {
  const now = context.db.clock.now()
  const date = dateIn(person.timeZone, now)
  if (person.slackUserId || !setting.calendar.isWorkingDay(date) || !isReminderHour(person, now)) return
  const reminder = remind(setting, person, now)
  if (!reminder) return
  const tasks = [...reminder.groups.values()].flat()
  const deps = sendDeps(context)
  await deliverMail(deps, context.scope, {
    occasion: `close-reminder-mail:${person.id}:${date}`,
    recipient: person.email,
    sender: await chooseSender(deps, context.scope, null),
    content: letter(person, tasks),
    links: (answersTo) => tasks.flatMap((task) => answerLinks(task, answersTo)),
    about: { ownerId: person.id },
    automatic: true,
  })
}

function letter({ name }: Staff, tasks: readonly TaskRow[]): { subject: string; text: string } {
  const month = monthName(tasks[0]?.month ?? '')
  const lines = tasks.map((task) => `${task.ref}  ${task.title} (due ${task.dueOn})`)
  const example = tasks.length === 1 ? 'done' : `done ${tasks[0]?.ref ?? ''}`
  const text = `Hello ${name.split(' ')[0] ?? name},

${month} is closing, and this waits for you:

${lines.join('\n')}

Answer this mail with "${example}" when it is done, or with "${example.replace('done', 'blocked')}: what you wait for". An amount is noted as a draft, a day as when it can be expected. Files that you attach are noted as evidence.

Why you: you own or review these tasks. One mail a working day, in your morning.
`
  return {
    subject: `${month} is closing: ${tasks.length} ${tasks.length === 1 ? 'task waits' : 'tasks wait'} for you`,
    text,
  }
}

/** Buttons of a mail are answers that are written already (RFC 6068). */
function answerLinks(task: TaskRow, answersTo: string) {
  const href = (body: string) =>
    `mailto:${answersTo}?subject=${encodeURIComponent(`Re: ${task.title}`)}&body=${encodeURIComponent(body)}`
  return [
    { label: `Done: ${task.title}`, href: href(`done ${task.ref}`) },
    { label: `Blocked: ${task.title}`, href: href(`blocked ${task.ref}: `) },
  ]
}
