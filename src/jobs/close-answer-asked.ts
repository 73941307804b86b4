import type { Tx } from '../db/in-workspace.js'
import { answerQuestion, questionOf } from '../domain/close/ask-question.js'
import type { NewEvidence } from '../domain/close/evidence-store.js'
import { type Answer, ASKS, type Question } from '../domain/close/question.js'
import { takeAnswer } from '../domain/correspondence/mail-answer-store.js'
import { confirmByMail, doneOrRefused } from './close-answer-done.js'
import type { CloseAnswer } from './close-answer-mail.js'
import type { JobContext } from './define-job.js'
import { addMailEvidence } from './mail-evidence.js'
import { type AskedByReminder, readMailedAnswer } from './read-asked.js'

/** Does what a trusted reply to a reminder answers to one of its questions, once, and confirms it by mail. */
export async function carryOutAsked(
  context: JobContext,
  given: CloseAnswer,
  { ref, words }: AskedByReminder,
  evidence: readonly NewEvidence[],
): Promise<void> {
  const { mail, member, deliveryId, files, reading } = given
  const scope = { ...context.scope, actorId: member.id, via: 'mail' as const }
  const result = await doneOrRefused(context, scope, async (tx) => {
    if (!(await takeAnswer(tx, { messageKey: mail.messageKey, deliveryId, outcome: 'answer' }))) return null
    const question = await questionOf(tx, ref, member.id)
    const answer = readMailedAnswer(question, words, files, reading)
    if (answer) return settle(tx, question, { answer, byId: member.id, evidence })
    return `I could not read that as ${ASKS[question.answerType]}, so nothing is noted. Please answer again.`
  })
  if (result) await confirmByMail(context, given, result.ok ? result.value : `Nothing was done. ${result.problem}`)
}

/** The answer lands on the task with the files that came with it; what to tell its sender. */
export async function settle(
  tx: Tx,
  question: Question,
  { answer, byId, evidence }: { answer: Answer; byId: string; evidence: readonly NewEvidence[] },
): Promise<string> {
  const { draft, text } = await answerQuestion(tx, question, answer, byId)
  await addMailEvidence(tx, question.taskId, evidence)
  const posted = draft ? ` ${draft} is a draft: nothing is posted.` : ''
  return `Thank you. ${question.words} ${text}. It stands on ${question.taskRef}.${posted}`
}
