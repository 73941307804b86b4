import type { Section } from '../bots/commands/reply.js'
import type { TaskRow } from '../domain/close/close-store.js'
import type { Question } from '../domain/close/question.js'
import { tasksOf } from '../domain/close/reminder.js'
import type { Staff } from '../domain/people/staff.js'
import type { IsoDate } from '../lib/dates.js'
import { deliverMail } from '../mail/deliver-mail.js'
import { chooseSender } from '../mail/sender.js'
import { reminderText, type Said, WHY } from './close-reminder-message.js'
import type { JobContext } from './define-job.js'
import { sendDeps } from './send-deps.js'

/** The same reminder for who is not in Slack; an answer to it counts. Errors as `deliverMail`. */
export async function mailReminder(context: JobContext, person: Staff, said: Said, day: IsoDate): Promise<void> {
  const tasks = (said.reminder ? tasksOf(said.reminder) : []).filter(({ ownerId, reviewerId }) =>
    [ownerId, reviewerId].includes(person.id),
  )
  const { headline, sections } = reminderText(said)
  const deps = sendDeps(context)
  await deliverMail(deps, context.scope, {
    occasion: `close-reminder-mail:${person.id}:${day}`,
    recipient: person.email,
    sender: await chooseSender(deps, context.scope, null),
    content: { subject: headline, text: letter(person, sections, tasks, said.questions) },
    links: (answersTo) => tasks.slice(0, LINKED).flatMap((task) => answerLinks(task, answersTo)),
    about: { ownerId: person.id },
    automatic: true,
  })
}

/** More links than these are a wall; every task can be answered in words. */
const LINKED = 6

const letter = (
  { name }: Staff,
  sections: readonly Section[],
  tasks: readonly TaskRow[],
  questions: readonly Question[],
): string =>
  [
    `Hello ${name.split(' ')[0] ?? name},`,
    ...sections.map(({ title, lines }) => `${title}\n${(lines ?? []).map((line) => `- ${line}`).join('\n')}`),
    ...(questions[0] ? [`Answer a question with its number in front: "${questions[0].ref}: your answer".`] : []),
    ...(tasks.length > 0 ? [howToAnswer(tasks)] : []),
    `Why you: ${WHY.replace('message', 'mail')}\n`,
  ].join('\n\n')

function howToAnswer(tasks: readonly TaskRow[]): string {
  const about = tasks.length === 1 ? '' : ` ${tasks[0]?.ref ?? ''}`
  return `Answer this mail with "done${about}" when it is done, with "blocked${about}: what you wait for", with "later${about}" to hear of it again on the next working day, or with "not mine${about}". An amount is noted as a draft, a day as when it can be expected. Files that you attach are noted as evidence.`
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
