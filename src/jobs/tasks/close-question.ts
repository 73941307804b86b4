import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { monthName } from '../../domain/close/close-view.js'
import { ASKS, askerName, type Question } from '../../domain/close/question.js'
import { findQuestion } from '../../domain/close/question-store.js'
import { nextMorning } from '../../domain/people/next-morning.js'
import type { Staff } from '../../domain/people/staff.js'
import { listStaff } from '../../domain/people/staff-store.js'
import { standInFor } from '../../domain/people/stand-in.js'
import { workingCalendar } from '../../domain/people/working-days.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { deliverMail } from '../../mail/deliver-mail.js'
import { chooseSender } from '../../mail/sender.js'
import { questionMessage } from '../close-question-message.js'
import { defineJob, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'
import { sendDeps } from '../send-deps.js'

export default defineJob({
  name: 'close-question',
  summary: 'Puts a question of the close to whom it was asked, or who stands in: by day at once, else in their morning',
  on: ['close.asked'],
  run: async (context, data) => {
    const now = context.db.clock.now()
    const { question, person, at, live } = await load(context, String(data['questionId']))
    if (question?.state !== 'open' || !person || !live) return
    // Not at night, not on a holiday: the errand comes again then. It goes out once, however often that is.
    if (at > now) return inWorkspace(context.db, context.scope, (tx) => tx.outbox('close.asked', data, at))
    await put(context, question, person)
  },
})

const load = (context: JobContext, id: string) =>
  readWorkspace(context.db, context.scope, async (read) => {
    const [workspace, question, people] = await Promise.all([
      getWorkspace(read),
      findQuestion(read, { id }),
      listStaff(read),
    ])
    const reader = question && (standInFor(question.askedOfId, people, read.now) ?? question.askedOfId)
    const person = people.find((each) => each.id === reader)
    const at = person ? nextMorning(person, workingCalendar(workspace.country), read.now) : read.now
    return { question, person, at, live: workspace.liveAt !== null }
  })

/** In Slack, else by mail, whose answer counts. */
async function put(context: JobContext, question: Question, person: Staff): Promise<void> {
  const reply = questionMessage(question, person.id)
  const occasion = `close-question:${question.id}` as const
  if (person.slackUserId && (await deliverChat(context, { occasion, to: person.slackUserId, reply }))) return
  const deps = sendDeps(context)
  await deliverMail(deps, context.scope, {
    occasion: `close-question-mail:${question.id}:${person.id}`,
    recipient: person.email,
    sender: await chooseSender(deps, context.scope, null),
    content: { subject: `${question.ref}: ${question.words}`.slice(0, 200), text: letter(question, person) },
    about: { ownerId: question.askedById },
    automatic: true,
  })
}

const letter = ({ words, askedByName, taskTitle, month, answerType, ref }: Question, { name }: Staff): string =>
  `Hello ${name.split(' ')[0] ?? name},

${askerName({ askedByName })} asks for the close of ${monthName(month)}:

  ${words}

Answer this mail with ${ASKS[answerType]}${answerType === 'file' ? ', attached' : ' in the first line'}. Files that you attach are noted as well.

Why you: “${taskTitle}” waits for it. ${ref}.
`
