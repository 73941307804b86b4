import { readQuestionAnswer } from '../bots/commands/close/read-question-answer.js'
import type { ReadingContext } from '../bots/commands/values/reading.js'
import type { Answer, Question } from '../domain/close/question.js'

/** A question that a reply to a reminder answers, and what it says. */
export type AskedByReminder = { ref: string; words: string }

/** `ASK-7: a year of hosting, paid ahead`; without its number where one question alone waits and nothing else does. */
export function readAsked(reply: string, only: Pick<Question, 'ref'> | null): AskedByReminder | null {
  const text = reply.trim()
  const named = /^(?:for\s+)?(ASK-\d+)\s*[:,–-]?\s*([^]*)$/i.exec(text)
  if (named) return { ref: (named[1] ?? '').toUpperCase(), words: (named[2] ?? '').trim() }
  return only && text !== '' ? { ref: only.ref, words: text } : null
}

/** Reads an answer in its question's type: a word is all that was written, anything else the first line. */
export function readMailedAnswer(
  { answerType }: Pick<Question, 'answerType'>,
  words: string,
  files: readonly string[],
  context: ReadingContext & { baseCurrency: string },
): Answer | null {
  const first = words.split('\n').find((line) => line.trim() !== '') ?? ''
  return readQuestionAnswer(answerType, answerType === 'word' ? words : first, files, context)
}
