import { type Edits, edited, readEdits } from '../../lib/edits.js'
import { nameKey } from '../../lib/name-key.js'
import { no, ok, type Result } from '../../lib/result.js'

const LONGEST_TAG = 40
const MOST_TAGS = 50

/** A tag as it is kept and typed: lower case, no accents, hyphens for spaces. `Key Account` is `key-account`. */
export const tagKey = (text: string): string =>
  nameKey(text.replace(/^#/, ''))
    .replace(/[\s,:;"]+/g, '-')
    .replace(/^-+|-+$/g, '')

/** `berlin, -old` as tags. */
export function readTagEdits(text: string): Result<Edits> {
  const edits = readEdits(text)
  for (const given of [...edits.add, ...edits.drop]) {
    const key = tagKey(given)
    if (key === '' || key.length > LONGEST_TAG)
      return no(`“${given}” is no tag: up to ${LONGEST_TAG} letters, like berlin.`)
  }
  return ok({ add: edits.add.map(tagKey), drop: edits.drop.map(tagKey) })
}

/** The tags of a record after their edits, in order of the alphabet. */
export function editedTags(before: readonly string[], edits: Edits): Result<string[]> {
  const after = edited(before, edits).sort()
  return after.length > MOST_TAGS ? no(`A record has at most ${MOST_TAGS} tags.`) : ok(after)
}
