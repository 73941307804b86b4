import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Parts } from './known.js'
import type { Sentence } from './sentence.js'

type AgeSaid = { days: number; of: 'overdue' | 'age' | undefined; span: string; words: string }

const UNITS = { day: 1, week: 7, month: 30, year: 365 }

/** "more than 30 days late", "older than two weeks", "for over 30 days": how long, and what has lasted as long where that is said. */
export function takeAge(sentence: Sentence): AgeSaid | undefined {
  const found =
    sentence.take(
      /(?:(?:for|by|late by|open for) )?(?:more than|over|longer than|older than|at least|>) ?(an?|\d{1,4}) (day|week|month|year)s?(?: (overdue|late|old|past due|ago))?/,
    ) ?? sentence.take(/(\d{1,4})\+ (day|week|month|year)s?(?: (overdue|late|old|past due))?/)
  if (!found) return undefined
  const [words, counted = '', said = 'day', behind = ''] = found
  const unit = said as keyof typeof UNITS
  const count = counted.startsWith('a') ? 1 : Number(counted)
  return {
    days: count * UNITS[unit],
    of: whatLasted(`${words} ${behind}`, sentence.said),
    span: unit === 'week' ? `last-${count * 7}-days` : `last-${count}-${unit}s`,
    words: words.trim(),
  }
}

function whatLasted(words: string, sentence: string): AgeSaid['of'] {
  if (/older than|open for|\b(?:old|ago)\b/.test(words)) return 'age'
  return /\b(?:overdue|late|past due|owes?|owed)\b/.test(sentence) ? 'overdue' : undefined
}

/**
 * What has lasted as long as was said: the days in a stage, those past a due day, or those since there is the record. False where the
 * kind has no such days.
 */
export function addAge(sentence: Sentence, { days, of, span }: AgeSaid, set: RecordSet, parts: Parts): boolean {
  const { where } = parts
  if (set.name === 'deals' && of === undefined) {
    const inStage = sentence.take(/(?:in|at) (?:this |the |their |an? )?(?:same |current |one )?stage|without moving/)
    if (inStage || where.some((each) => each.startsWith('stage:'))) return where.push(`days-in-stage:>${days}`) > 0
  }
  if (of !== 'age' && 'days-overdue' in set.fields) {
    parts.where = [...where.filter((each) => each !== 'overdue:yes'), `days-overdue:>${days}`]
    return true
  }
  if (of === 'overdue') return 'due' in set.fields && where.push(`due:<${span}`) > 0
  // How long one waits is known of no record.
  if (where.includes('status:waiting')) return false
  const since = set.name === 'deals' || set.name === 'tasks' ? 'created' : set.day
  return since !== undefined && where.push(`${since}:<${span}`) > 0
}
