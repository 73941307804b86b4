import type { AskCatalogue } from '../../../../domain/ask/catalogue.js'
import { takeOrder } from './order-in-words.js'
import { takeDays } from './periods-in-words.js'
import { Sentence } from './sentence.js'
import { takeStates } from './states-in-words.js'
import { takeSubject } from './subject-in-words.js'

const GRAMMAR =
  /^(?:by|per|over|under|above|below|between|without|since|until|before|after|my|not|no|or|vs|new|more|less|than|team|last|next|this|year|quarter|month|week|day|days|today|show|give|get|see|find|tell|want|need|like|can|could|will|would|may|make|made|got)$/

/**
 * Whether a word alone means something to the reader already: it then is no company's name because one happens to begin with it. The
 * Body Shop does not own every "the", nor Open Systems the open deals.
 */
export function isOrdinary(word: string, catalogue: AskCatalogue): boolean {
  if (word.includes(' ')) return false
  const taken = (take: (sentence: Sentence) => unknown) => {
    const sentence = new Sentence(word)
    take(sentence)
    return sentence.left === ''
  }
  return (
    GRAMMAR.test(word) ||
    taken(() => undefined) ||
    taken(takeDays) ||
    taken((sentence) => takeSubject(sentence, catalogue)) ||
    [...catalogue.values()].some(
      (set) =>
        taken((sentence) => takeStates(sentence, set.name)) ||
        [...Object.entries(set.fields), ...Object.entries(set.relations)].some(
          ([name, { words = [] }]) => name === word || words.includes(word),
        ),
    ) ||
    [...catalogue.values()].slice(0, 1).some((set) => taken((sentence) => takeOrder(sentence, set)))
  )
}
