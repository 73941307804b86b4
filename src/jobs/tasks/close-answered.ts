import { postButton } from '../../bots/commands/accrual/drafts.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findQuestion } from '../../domain/close/question-store.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { recipientsOf } from '../chat-delivery-store.js'
import { settledMessage } from '../close-question-message.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'close-answered',
  summary: 'Tells who asked a question of the close what was answered, and settles the question where it was put',
  on: ['close.answered'],
  run: async (context, data) => {
    const id = String(data['questionId'])
    const occasion = `close-question:${id}` as const
    const { question, asker, shown } = await readWorkspace(context.db, context.scope, async (read) => {
      const found = await findQuestion(read, { id })
      const [by] = found ? await findStaffByIds(read, found.askedById === null ? [] : [found.askedById]) : []
      return { question: found, asker: by, shown: await recipientsOf(read, occasion) }
    })
    if (!question || question.state === 'open') return
    for (const to of shown) await keepChat(context, { occasion, to, reply: settledMessage(question) })
    if (question.state !== 'answered' || !asker?.slackUserId) return
    const { draftRef, accountCode } = question
    await deliverChat(context, {
      occasion: `close-answered:${id}`,
      to: asker.slackUserId,
      reply: {
        headline: `${question.askedOfName} answers: ${question.words} ${question.answer ?? ''}`,
        ...(draftRef && { text: `${draftRef} is a draft accrual: nothing is posted until somebody does.` }),
        actions: draftRef ? [postButton({ ref: draftRef, accountCode })] : [],
        notes: [`It stands on ${question.taskRef}, ${question.taskTitle}.`],
      },
    })
  },
})
