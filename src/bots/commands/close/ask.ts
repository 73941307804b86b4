import { sqlInTx } from '../../../db/sql-in-tx.js'
import { askQuestion } from '../../../domain/close/ask-question.js'
import { ANSWER_TYPES, type AnswerType } from '../../../domain/close/question.js'
import { findQuestion, settleQuestion } from '../../../domain/close/question-store.js'
import { notFound, refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required, target } from '../params.js'

const ask = defineCommand({
  name: 'close ask',
  summary: 'Ask a colleague one thing that a close task waits for: an amount, a day, yes or no, a file',
  example: 'close ask TASK-2610-9 who:ben@example.com answer:amount question:"What do the temps of October cost?"',
  params: {
    task: target('close-task', 'Task'),
    who: required('record', 'Who', { record: 'staff' }),
    question: required('text', 'Question', { multiline: true }),
    answer: required('choice', 'Answered by', { choices: ANSWER_TYPES }),
    account: optional('text', 'Cost account', { options: 'cost-account', hint: 'Where an amount would be accrued' }),
  },
  needs: 'close.write',
  form: { title: 'Ask a colleague', submit: 'Ask' },
  risk: 'reversible',
  run: async (_context, { task, who, question, answer, account }, tx) => {
    const { ref } = await askQuestion(tx, {
      taskId: task.id,
      askedOfId: who.id,
      words: question,
      answerType: answer as AnswerType,
      accountCode: account ?? null,
    })
    return {
      headline: `${ref}: ${who.title} is asked “${question}”`,
      text: 'By day at once, else in their morning. The answer lands on the task, and you hear of it.',
      undo: { command: 'close withdraw', args: { question: ref }, versions: {} },
      data: { ref, task: task.ref, of: who.title, answer },
    }
  },
})

const withdraw = defineCommand({
  name: 'close withdraw',
  summary: 'Withdraw a question of yours that nobody needs to answer any more',
  example: 'close withdraw ASK-3',
  params: { question: required('text', 'Question', { target: true }) },
  needs: 'close.write',
  risk: 'reversible',
  run: async ({ asker }, args, tx) => {
    const ref = args.question.toUpperCase()
    const question = await findQuestion(sqlInTx(tx), { ref })
    if (!question || question.askedById !== asker.id) throw notFound(`You asked no question ${ref}.`, { ref })
    if (question.state !== 'open') throw refused(`${ref} is ${question.state} already.`)
    await settleQuestion(tx, question, { state: 'withdrawn' })
    await tx.outbox('close.answered', { questionId: question.id })
    return { headline: `${ref} is withdrawn: ${question.words}`, data: { ref } }
  },
})

export default [ask, withdraw]
