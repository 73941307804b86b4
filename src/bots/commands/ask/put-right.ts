import { nearest } from '../grammar/nearest.js'
import { shown } from '../values/reading.js'
import { catalogueWords } from './in-words/catalogue-words.js'
import type { Known } from './in-words/known.js'
import { reportsSpokenOf } from './in-words/report-in-words.js'
import { Misread } from './misread.js'

/** Shorter words are near to everything. */
const LEAST_LETTERS = 4
const NAMED = ['report list', 'report deals where status:open group:owner sum:amount']

/**
 * That a question can't be read, pointing at the words of it that nobody knows; with the nearest ones that are known, where those make it
 * a question. Nothing is run by it: what was meant is for who asked to say.
 */
export async function notUnderstood(
  words: string,
  left: string,
  known: Omit<Known, 'names'>,
  reads: (words: string) => Promise<boolean>,
): Promise<Misread> {
  const slips = slipsIn(left, catalogueWords(known))
  const right = slips.reduce((text, { typed, meant }) => text.replace(wholeWord(typed), meant), words)
  const why = `I can't read ${left === '' ? 'this' : shown(left)} in that question.`
  if (slips.length === 0 || !(await reads(right))) {
    const line = `report ${left === '' ? words : words.replace(left, marked)}`
    const spokenOf = reportsSpokenOf(words, known.reports).slice(0, MOST_REPORTS)
    const called = spokenOf.length > 0 ? spokenOf : reportsLike(left, known)
    if (called.length === 0) return new Misread(why, line, NAMED, words)
    const options = words.match(/\S+:\S+/g) ?? []
    const instead = called.map((name) => ['report', name, ...options].join(' '))
    return new Misread(
      `${why} Do you mean the report ${called.join(' or ')}?`,
      line,
      [...instead, 'report list'],
      words,
    )
  }
  const [only, ...others] = slips
  const meant = only && others.length === 0 ? only.meant : right
  const line = slips.reduce((text, { typed }) => text.replace(wholeWord(typed), marked), words)
  return new Misread(`${why} Do you mean ${shown(meant)}?`, `report ${line}`, [`report ${right}`, 'report list'], words)
}

const marked = (words: string): string => `▸${words}◂`

/** A name of a few words: what is longer is a sentence, in which one of them may stand for anything. */
const MOST_WORDS = 3
const MOST_REPORTS = 3

/** Reports that share most of the few words that nobody knows, as they are or nearly: “ageing”, “aged-receivables”, “statement”. */
function reportsLike(left: string, { reports }: Pick<Known, 'reports'>): string[] {
  const typed = left
    .replace(/\S*:\S+/g, '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= LEAST_LETTERS)
  if (typed.length > MOST_WORDS) return []
  const shared = reports.map(({ name }) => {
    const parts = name.split('-').filter((part) => part.length >= LEAST_LETTERS)
    return { name, count: typed.filter((word) => nearest(word, parts) !== undefined).length }
  })
  const most = Math.max(1, ...shared.map(({ count }) => count))
  return shared
    .filter(({ count }) => count === most)
    .slice(0, MOST_REPORTS)
    .map(({ name }) => name)
}

type Slip = { typed: string; meant: string }

function slipsIn(left: string, known: ReadonlySet<string>): Slip[] {
  const unknown = left
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= LEAST_LETTERS && !known.has(word.toLowerCase()))
  return [...new Set(unknown)].flatMap((typed) => {
    const meant = nearest(typed, known)
    return meant === undefined ? [] : [{ typed, meant }]
  })
}

const wholeWord = (word: string): RegExp => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu')
