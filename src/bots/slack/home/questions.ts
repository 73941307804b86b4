import type { HomeSection } from './define-section.js'

type Question = Pick<HomeSection, 'text'> & { question: string }

/** What everybody may ask. */
const WHAT_CAN: Question = { question: 'What can you do?', text: 'help' }

/** What Home shows, as questions, each with the words that answer it. */
export const questionsOf = (home: readonly HomeSection[]): Question[] => [
  ...home.flatMap(({ question, text }) => (question === undefined ? [] : [{ question, text }])),
  WHAT_CAN,
]

const folded = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[\s?.!]+$/, '')
    .trim()

/** Who types a question that was proposed to them means what its button does. */
export const wordsBehind = (home: readonly HomeSection[], typed: string): string =>
  questionsOf(home).find(({ question }) => folded(question) === folded(typed))?.text ?? typed
