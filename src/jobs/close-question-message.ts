import type { Action, Reply } from '../bots/commands/reply.js'
import { monthName } from '../domain/close/close-view.js'
import { ASKS, askerName, type Question } from '../domain/close/question.js'

/** A question with what answers it: a field of its type, Yes and No, or how a file is sent. */
export function questionMessage(question: Question, readerId: string): Reply {
  const { ref, words, askedOfId, askedOfName, taskTitle, month, answerType } = question
  const instead = readerId === askedOfId ? '' : ` (for ${askedOfName}, in whose stead you are)`
  return {
    headline: `${askerName(question)} asks for ${monthName(month)}: ${words}`,
    ...(answerType === 'file' && {
      text: `Or attach it to a direct message to me that says \`close answer ${ref}\`.`,
    }),
    actions: answerButtons(question),
    notes: [`Why: ${taskTitle} waits for it${instead}. ${ref}, answered by ${ASKS[answerType]}.`],
  }
}

export function answerButtons({ ref, answerType, accountCode, askedById, words }: Question): Action[] {
  const args = { question: ref, asked: words }
  switch (answerType) {
    case 'amount':
      return [{ label: 'Answer…', style: 'primary', do: { form: 'close answer-amount', args } }]
    case 'date':
      return [{ label: 'Answer…', style: 'primary', do: { form: 'close answer-date', args } }]
    case 'word':
      return [
        {
          label: askedById === null ? `Explain ${accountCode ?? ref}…` : 'Answer…',
          ...(askedById === null ? {} : { style: 'primary' as const }),
          do: { form: 'close answer-word', args },
        },
      ]
    case 'yes-no':
      return ['Yes', 'No'].map((label) => ({
        label,
        do: { command: 'close answer', args: { question: ref, said: label.toLowerCase() } },
        typed: `close answer ${ref} said:${label.toLowerCase()}`,
      }))
    case 'file':
      return [{ label: 'Add a file…', style: 'primary', do: { form: 'close answer-file', args } }]
  }
}

/** What stays of the question once it is settled. */
export const settledMessage = ({ state, words, answer, taskTitle }: Question): Reply => ({
  headline: state === 'answered' ? `${words} ${answer ?? ''}` : `No longer asked: ${words}`,
  notes: [`For: ${taskTitle}`],
})
