import { invalid } from '../../lib/errors.js'
import { listed } from './words.js'

/** The words of a `clear:`, by which a value is taken away: nobody can type one that isn't there. Throws `invalid` for others. */
export function readCleared<Word extends string>(typed: string | undefined, words: readonly Word[]): Word[] {
  const cleared = (typed ?? '')
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean)
  return cleared.map((each) => {
    const word = words.find((known) => known === each)
    if (!word) throw invalid(`“${each}” can't be taken away: ${listed(words, 'or')} can.`)
    return word
  })
}

/** The `clear:` of an undo: what had no value before. */
export function clearedAgain(had: Readonly<Record<string, boolean>>): { clear?: string } {
  const words = Object.keys(had).filter((word) => had[word])
  return words.length === 0 ? {} : { clear: words.join(' ') }
}
