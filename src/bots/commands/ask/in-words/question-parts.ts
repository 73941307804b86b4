import { findPath } from '../../../../domain/ask/path.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import { type Token, tokenize } from '../../grammar/tokenize.js'
import { CLAUSES, JOINING } from '../clauses.js'
import type { Known } from './known.js'

/** A word of a command with what it is about: a condition by its field, a clause by its name. `raw` is how it stands there. */
export type Part = { key: string; raw: string; isDay?: boolean }

/** A question about a kind of record, taken apart so that one thing of it can be changed. */
export type QuestionParts = { where: Part[]; clauses: Part[] }

type Taken = Part & { isClause: boolean }

/** Takes `report deals where close:this quarter group:owner` apart; words that belong to none go with the one before. */
export function questionParts(command: string, set: RecordSet, known: Known): QuestionParts {
  const taken: Taken[] = []
  for (const token of tokenize(command, 'ways').slice(2)) {
    const last = taken.at(-1)
    const part = partOf(token, set, known)
    if (part) taken.push(part)
    // Days may be several words: `close:this quarter`.
    else if (last && !JOINING.includes(token.text.toLowerCase())) last.raw = `${last.raw} ${token.raw}`
  }
  return { where: taken.filter(({ isClause }) => !isClause), clauses: taken.filter(({ isClause }) => isClause) }
}

function partOf({ key, text, raw }: Token, set: RecordSet, known: Known): Taken | undefined {
  const word = (key ?? text).toLowerCase()
  const path = findPath(known.catalogue, known.sight, set, word)
  if (key !== undefined && path) {
    const isDay = path.field?.type === 'date' || path.field?.type === 'instant'
    return { key: path.text, raw, isClause: false, ...(isDay ? { isDay } : {}) }
  }
  if (key !== undefined) return { key: clauseOf(word), raw, isClause: true }
  if (word === 'count') return { key: word, raw, isClause: true }
  if (path?.field?.type === 'flag') return { key: path.text, raw, isClause: false }
  const status = Object.keys(set.fields).find((name) => set.fields[name]?.choices?.includes(word))
  return status === undefined ? undefined : { key: status, raw, isClause: false }
}

const clauseOf = (word: string): string =>
  Object.keys(CLAUSES).find((name) => name === word || CLAUSES[name]?.includes(word)) ?? word

export const commandOf = (set: RecordSet, { where, clauses }: QuestionParts): string =>
  [
    `report ${set.name}`,
    ...(where.length > 0 ? ['where', ...where.map(({ raw }) => raw)] : []),
    ...clauses.map(({ raw }) => raw),
  ].join(' ')
