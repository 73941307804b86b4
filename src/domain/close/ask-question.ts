import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { invalid, notFound, refused } from '../../lib/errors.js'
import { getAccount } from '../ledger/account-store.js'
import { listStaff } from '../people/staff-store.js'
import { standsInFor } from '../people/stand-in.js'
import { remarkTask } from './block-task.js'
import { getTaskClose } from './close-store.js'
import { draftAmount } from './draft-amount.js'
import { putFluxComment } from './flux-store.js'
import { type Answer, type AnswerType, answerText, mayAnswerQuestion, type Question } from './question.js'
import { findQuestion, settleQuestion } from './question-store.js'

export type NewQuestion = {
  taskId: string
  askedOfId: string
  words: string
  answerType: AnswerType
  accountCode: string | null
}

/** Asks one person one thing about a task. They hear of it at once by day, else in their morning. */
export async function askQuestion(
  tx: Tx,
  { accountCode, ...question }: NewQuestion,
): Promise<{ id: string; ref: string }> {
  const { workspaceId, actorId } = tx.scope
  if (actorId === null) throw refused('Somebody asks a question, or nobody gets the answer.')
  if (question.words.trim() === '') throw invalid('Say what is asked.')
  if (accountCode !== null && question.answerType !== 'amount') throw invalid('Only an amount goes to an account.')
  if (accountCode !== null) await getAccount(tx, { code: accountCode })
  const made = { id: tx.newId(), ref: await nextRef(tx, 'close_question', 'ASK') }
  await tx.prisma.closeQuestion.create({ data: { ...question, ...made, accountCode, workspaceId, askedById: actorId } })
  await tx.outbox('close.asked', { questionId: made.id })
  return made
}

/** The question by its reference, if this person may answer it: they were asked, or stand in for who was. Throws `not_found`. */
export async function questionOf(tx: Tx, ref: string, staffId: string): Promise<Question> {
  const read = sqlInTx(tx)
  const question = await findQuestion(read, { ref })
  const acts = standsInFor(staffId, await listStaff(read), tx.now)
  if (!question || !acts.has(question.askedOfId)) throw notFound(`There is no question ${ref} for you.`, { ref })
  return question
}

/** What an answer came to: as it is kept and told to both, and the reference of the draft that an amount became. */
export type Answered = { text: string; draft: string | null }

/** The answer lands on the task; an amount becomes a draft that somebody posts. Throws `refused`. */
export async function answerQuestion(tx: Tx, question: Question, answer: Answer, byId: string): Promise<Answered> {
  const allowed = mayAnswerQuestion(question, answer)
  if (!allowed.ok) throw refused(allowed.problem)
  const { words: memo, accountCode, month: close, taskId } = question
  const { draft, text } =
    answer.type === 'amount'
      ? await draftAmount(tx, { taskId, close, memo, accountCode, amount: answer.amount })
      : { draft: null, text: answerText(answer) }
  await settleQuestion(tx, question, {
    state: 'answered',
    answer: text,
    answeredById: byId,
    answeredAt: tx.now,
    draftId: draft?.id ?? null,
  })
  if (answer.type === 'word') await explainMove(tx, question, answer.text, byId)
  await remarkTask(tx, taskId, { kind: 'answered', note: `${memo} ${text}`, data: { question: question.ref } })
  await tx.outbox('close.answered', { questionId: question.id, closeId: await getTaskClose(tx, taskId) })
  return { text, draft: draft?.ref ?? null }
}

/** A word that the close asked for by itself explains the move that it asked about. */
async function explainMove(tx: Tx, { closeId, accountCode, movementMinor }: Question, text: string, byId: string) {
  if (accountCode !== null && movementMinor !== null)
    await putFluxComment(tx, { closeId, code: accountCode, text, movementMinor, byId })
}
