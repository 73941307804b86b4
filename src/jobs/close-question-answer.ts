import { readQuestionAnswer } from '../bots/commands/close/read-question-answer.js'
import { inWorkspace } from '../db/in-workspace.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { answerQuestion } from '../domain/close/ask-question.js'
import { remarkTask } from '../domain/close/block-task.js'
import { type Answer, ASKS, answerText, type Question } from '../domain/close/question.js'
import { findQuestion } from '../domain/close/question-store.js'
import { findAnswered, listRecipients } from '../domain/correspondence/answered-delivery.js'
import { mayAnswer } from '../domain/correspondence/loop-guard.js'
import { listFilenames, takeAnswer } from '../domain/correspondence/mail-answer-store.js'
import type { StoredMail } from '../domain/correspondence/message-store.js'
import { getMembership } from '../domain/people/membership-store.js'
import type { Member } from '../domain/people/staff.js'
import { findStaffByEmail } from '../domain/people/staff-store.js'
import { workingCalendar } from '../domain/people/working-days.js'
import { dateIn } from '../lib/dates.js'
import { confirmByMail, doneOrRefused } from './close-answer-done.js'
import { GOOD_MS } from './close-answer-mail.js'
import { isTrusted } from './close-answer-trust.js'
import type { JobContext } from './define-job.js'
import { tellOwner } from './tell-owner.js'

type QuestionReply = {
  mail: StoredMail
  member: Member
  deliveryId: string
  question: Question
  answer: Answer | null
  files: readonly string[]
}

/** Takes a mail that answers a mailed question: what is asked for lands on the task; what nobody vouches for does nothing. */
export async function actOnQuestion(context: JobContext, mail: StoredMail, bytes: Buffer): Promise<void> {
  const given = await readReply(context, mail)
  if (!given) return
  const trusted = await isTrusted(context, { ...given, needs: 'task.write' }, bytes)
  if (!trusted.ok) return discard(context, given)
  await carryOut(context, given)
}

const readReply = (context: JobContext, mail: StoredMail): Promise<QuestionReply | null> =>
  readWorkspace(context.db, context.scope, async (read) => {
    const answered = await findAnswered(read, context.services.key, await listRecipients(read, mail.id))
    const id = /^close-question-mail:([0-9a-f-]{36}):/.exec(answered?.occasion ?? '')?.[1]
    if (!answered || !id || !mayAnswer(mail)) return null
    if (read.now.getTime() - answered.createdAt.getTime() > GOOD_MS) return null
    const [question, staff] = [await findQuestion(read, { id }), await findStaffByEmail(read, answered.recipient)]
    if (!question || !staff?.active) return null
    const { member, workspace } = await getMembership(read, staff.id)
    const files = await listFilenames(read, mail.id)
    const line = mail.reply.split('\n').find((each) => each.trim() !== '') ?? ''
    const answer = readQuestionAnswer(question.answerType, line, files, {
      today: dateIn(member.timeZone, read.now),
      fiscalYearStart: workspace.fiscalYearStart,
      calendar: () => workingCalendar(workspace.country),
      baseCurrency: workspace.baseCurrency,
    })
    return { mail, member, deliveryId: answered.id, question, answer, files }
  })

/** Once a question, and without a word of the mail: whoever forges mail must not put words into a chat, or fill it. */
async function discard(context: JobContext, { mail, deliveryId, question }: QuestionReply): Promise<void> {
  await inWorkspace(context.db, { ...context.scope, via: 'mail' }, (tx) =>
    takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome: 'forged' }),
  )
  await tellOwner(context, {
    ownerId: question.askedById,
    occasion: `mail-forged:${deliveryId}`,
    reply: {
      headline: `A mail that claims to answer ${question.ref} did not count`,
      text: `It could not be shown to come from ${question.askedOfName}, so I did nothing with it. The question is still open: ${question.words}`,
    },
  })
}

async function carryOut(context: JobContext, given: QuestionReply): Promise<void> {
  const { mail, member, deliveryId, question, answer, files } = given
  const scope = { ...context.scope, actorId: member.id, via: 'mail' as const }
  const result = await doneOrRefused(context, scope, async (tx) => {
    const outcome = answer === null ? 'comment' : 'answer'
    if (!(await takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome }))) return null
    if (answer === null)
      return `I could not read that as ${ASKS[question.answerType]}, so nothing is noted. Please answer again.`
    const draft = await answerQuestion(tx, question, answer, member.id)
    if (files.length > 0) {
      const note = `By mail: ${files.join(', ')}`
      await remarkTask(tx, question.taskId, { kind: 'evidence', note, data: { messageId: mail.id, files } })
    }
    const posted = draft ? ` ${draft} is a draft: nothing is posted.` : ''
    return `Thank you. ${question.words} ${answerText(answer)}. It stands on ${question.taskRef}.${posted}`
  })
  if (result) await confirmByMail(context, given, result.ok ? result.value : `Nothing was done. ${result.problem}`)
}
