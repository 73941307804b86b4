import type { Answer, AnswerType } from '../../../domain/close/question.js'
import { readAmountWords, settleAmount } from '../values/amount.js'
import { readDate } from '../values/date.js'
import type { ReadingContext } from '../values/reading.js'

const YES = /^(?:yes|y|ja|oui|s[ií])[.!]*$/i
const NO = /^(?:no|n|nein|non)[.!]*$/i
/** A word is a sentence or two; more is evidence. */
const MOST_LETTERS = 500

/** Reads words (and the names of files that came with them) as the answer that was asked for; null when they are none. */
export function readQuestionAnswer(
  type: AnswerType,
  typed: string,
  files: readonly string[],
  context: ReadingContext & { baseCurrency: string },
): Answer | null {
  const words = typed.trim()
  switch (type) {
    case 'amount': {
      const read = readAmountWords(words)
      const amount = read.ok ? settleAmount(read.value, context.baseCurrency, context.baseCurrency) : null
      return amount?.ok ? { type, amount: amount.value } : null
    }
    case 'date': {
      const date = readDate(words.replace(/^(?:by|until|on|bis|am)\s+/i, ''), context)
      return date.ok ? { type, date: date.value } : null
    }
    case 'yes-no':
      return YES.test(words) || NO.test(words) ? { type, yes: YES.test(words) } : null
    case 'word':
      return words === '' ? null : { type, text: words.slice(0, MOST_LETTERS) }
    case 'file':
      return files.length > 0 ? { type, files } : null
  }
}
