import type { Tx } from '../../../db/in-workspace.js'
import { addAnswerEvidence } from '../../../domain/close/add-evidence.js'
import { answerQuestion, questionOf } from '../../../domain/close/ask-question.js'
import { type Answer, ASKS, askerName, type Question } from '../../../domain/close/question.js'
import { workingCalendar } from '../../../domain/people/working-days.js'
import { invalid } from '../../../lib/errors.js'
import type { CommandContext, Done } from '../define-command.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { keepAsEvidence } from './given-evidence.js'
import { readQuestionAnswer } from './read-question-answer.js'

const question = required('text', 'Question', { target: true })
const known = required('text', 'Question', { target: true, unasked: true })
/** What was asked, for the form to say it. */
const asked = optional('text', 'What was asked', { unasked: true })
const form = { title: 'Your answer', submit: 'Answer', intro: 'asked' }

const answer = defineCommand({
  name: 'close answer',
  summary: 'Answer a question that the close asked you: an amount, a day, yes or no, a file',
  example: 'close answer ASK-3 said:4,500',
  params: { question, said: optional('text', 'Answer') },
  needs: 'task.write',
  risk: 'reversible',
  run: (context, args, tx) =>
    settle(context, tx, args.question, (asked) => {
      const files = (context.files?.attached ?? []).map(({ name }) => name)
      const read = readQuestionAnswer(asked.answerType, args.said ?? '', files, {
        today: context.today,
        fiscalYearStart: context.workspace.fiscalYearStart,
        calendar: () => workingCalendar(context.workspace.country),
        baseCurrency: context.workspace.baseCurrency,
      })
      if (!read)
        throw invalid(
          `${asked.ref} asks for ${ASKS[asked.answerType]}.${asked.answerType === 'file' ? ' Attach it to a direct message to me with these words.' : ''}`,
        )
      return read
    }),
})

/** Only from its button: the form that takes files. */
const file = defineCommand({
  name: 'close answer-file',
  summary: 'Answer a question of the close by a file',
  example: 'close answer-file ASK-3 file:payroll.pdf',
  params: {
    question: known,
    file: required('text', 'Files', { upload: 5, hint: 'The name of a file that you attach' }),
    asked,
  },
  form,
  needs: 'task.write',
  hidden: true,
  risk: 'reversible',
  run: async (context, args, tx) => {
    const attached = context.files?.attached ?? []
    if (attached.length === 0) throw invalid('No file came with it. Attach it, and answer again.')
    return settle(context, tx, args.question, () => ({ type: 'file', files: attached.map(({ name }) => name) }))
  },
})

/** Only from its button: the form that has a field of the answer's type. */
const amount = defineCommand({
  name: 'close answer-amount',
  summary: 'Answer a question of the close by an amount',
  example: 'close answer-amount ASK-3 amount:4500',
  params: { question: known, amount: required('amount', 'Amount'), asked },
  form,
  needs: 'task.write',
  hidden: true,
  risk: 'reversible',
  run: (context, args, tx) => settle(context, tx, args.question, () => ({ type: 'amount', amount: args.amount })),
})

const day = defineCommand({
  name: 'close answer-date',
  summary: 'Answer a question of the close by a day',
  example: 'close answer-date ASK-3 date:friday',
  params: { question: known, date: required('date', 'Day'), asked },
  form,
  needs: 'task.write',
  hidden: true,
  risk: 'reversible',
  run: (context, args, tx) => settle(context, tx, args.question, () => ({ type: 'date', date: args.date })),
})

const word = defineCommand({
  name: 'close answer-word',
  summary: 'Answer a question of the close in your own words',
  example: 'close answer-word ASK-3 words:"A year of hosting, paid ahead"',
  params: { question: known, words: required('text', 'Answer', { multiline: true }), asked },
  form,
  needs: 'task.write',
  hidden: true,
  risk: 'reversible',
  run: (context, args, tx) =>
    settle(context, tx, args.question, () => {
      if (args.words.trim() === '') throw invalid('Say why in a sentence.')
      return { type: 'word', text: args.words.trim() }
    }),
})

async function settle(context: CommandContext, tx: Tx, ref: string, read: (asked: Question) => Answer): Promise<Done> {
  const { asker } = context
  const asked = await questionOf(tx, ref.toUpperCase(), asker.id)
  const said = read(asked)
  const { draft, text } = await answerQuestion(tx, asked, said, asker.id)
  if (said.type === 'file')
    for (const each of context.files?.attached ?? [])
      await addAnswerEvidence(tx, asked.taskId, await keepAsEvidence(context, tx, each))
  return {
    headline: `Thank you. ${asked.words} ${text}`,
    notes: [
      asked.askedById === null
        ? `It stands on ${asked.taskRef}, and holds until the account moves again.`
        : `${askerName(asked)} is told; it stands on ${asked.taskRef}.`,
      ...(draft ? [`${draft} is a draft: nothing is posted.`] : []),
    ],
    data: { ref: asked.ref, answer: text, draft },
  }
}

export default [answer, amount, day, word, file]
