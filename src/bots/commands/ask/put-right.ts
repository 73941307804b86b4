import { nearest } from '../grammar/nearest.js'
import { shown } from '../values/reading.js'
import { catalogueWords } from './in-words/catalogue-words.js'
import type { Known } from './in-words/known.js'
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
  if (slips.length === 0 || !(await reads(right)))
    return new Misread(why, `report ${left === '' ? words : words.replace(left, marked)}`, NAMED, words)
  const [only, ...others] = slips
  const meant = only && others.length === 0 ? only.meant : right
  const line = slips.reduce((text, { typed }) => text.replace(wholeWord(typed), marked), words)
  return new Misread(`${why} Do you mean ${shown(meant)}?`, `report ${line}`, [`report ${right}`, 'report list'], words)
}

const marked = (words: string): string => `▸${words}◂`

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
