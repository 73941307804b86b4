import { inWorkspace } from '../db/in-workspace.js'
import { readWorkspace } from '../db/sql-workspace.js'
import type { NewEvidence } from '../domain/close/evidence-store.js'
import { type Answer, ASKS, type Question } from '../domain/close/question.js'
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
import { settle } from './close-answer-asked.js'
import { confirmByMail, doneOrRefused } from './close-answer-done.js'
import { GOOD_MS } from './close-answer-mail.js'
import { isTrusted } from './close-answer-trust.js'
import type { JobContext } from './define-job.js'
import { mailEvidence } from './mail-evidence.js'
import { readMailedAnswer } from './read-asked.js'
import { tellOwner } from './tell-owner.js'

type QuestionReply = {
  mail: StoredMail
  member: Member
  deliveryId: string
  question: Question
  answer: Answer | null
}

/**
 * Takes a mail that answers a mailed question: what is asked for lands on the task; what nobody vouches for does nothing. False where it
 * answers none.
 */
export async function actOnQuestion(context: JobContext, mail: StoredMail, bytes: Buffer): Promise<boolean> {
  const given = await readReply(context, mail)
  if (!given) return false
  const trusted = await isTrusted(context, { ...given, needs: 'task.write' }, bytes)
  if (trusted.ok) await carryOut(context, given, await mailEvidence(context, mail, bytes))
  else await discard(context, given)
  return true
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
    const answer = readMailedAnswer(question, mail.reply, files, {
      today: dateIn(member.timeZone, read.now),
      fiscalYearStart: workspace.fiscalYearStart,
      calendar: () => workingCalendar(workspace.country),
      baseCurrency: workspace.baseCurrency,
    })
    return { mail, member, deliveryId: answered.id, question, answer }
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

async function carryOut(context: JobContext, given: QuestionReply, evidence: readonly NewEvidence[]): Promise<void> {
  const { mail, member, deliveryId, question, answer } = given
  const scope = { ...context.scope, actorId: member.id, via: 'mail' as const }
  const result = await doneOrRefused(context, scope, async (tx) => {
    const outcome = answer === null ? 'comment' : 'answer'
    if (!(await takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome }))) return null
    if (answer === null)
      return `I could not read that as ${ASKS[question.answerType]}, so nothing is noted. Please answer again.`
    return settle(tx, question, { answer, byId: member.id, evidence })
  })
  if (result) await confirmByMail(context, given, result.ok ? result.value : `Nothing was done. ${result.problem}`)
}
