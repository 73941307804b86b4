import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Parts } from './known.js'
import type { Sentence } from './sentence.js'

const USUAL_DAYS = 60

const NOBODY =
  '(?:(?:that|who|whom|which) )?(?:(?:have|has|had|did|were|was)(?: (?:we|i))? )?(?:(?:we|i) )?(?:have ?n.?t|has ?n.?t|did ?n.?t|not|never) (?:(?:we|i) )?(?:been )?(?:heard? (?:back )?from|contacted|in (?:touch|contact) with|spoken (?:to|with)|talked (?:to|with)|written to|heard of)(?: (?:recently|lately))?'
const NOTHING =
  '(?:with |that have |having )?(?:no|without(?: any)?) (?:recent )?activit(?:y|ies)|untouched|not touched'
const DAYS =
  '(?:(?: (?:in|for|within|during))?(?: (?:the|more than|over|at least|last|past))* (\\d{1,3}) (days?|weeks?|months?))?'

/**
 * "not heard from in 60 days", "haven't contacted since …", "with no activity in 30 days": the days in which nobody was in touch, as one
 * word. Who was never written to counts, so it is those days that the last contact does not lie in.
 */
export function takeSilence(sentence: Sentence): string | undefined {
  const found = sentence.take(new RegExp(`(?:${NOBODY}|${NOTHING})${DAYS}`))
  if (!found) return undefined
  const [, count = String(USUAL_DAYS), unit = 'days'] = found
  return `last-${count}-${unit.replace(/s?$/, 's')}`
}

/** The last contact does not lie in those days; of deals the open ones are meant. False where nobody is in touch with the kind. */
export function addSilence(silence: string, set: RecordSet, { where, rest }: Parts): boolean {
  const last = ['last-contacted', 'last-activity'].find((each) => each in set.fields)
  if (last === undefined) return false
  if (set.name === 'deals' && !where.some((each) => each.startsWith('status:'))) where.push('status:open')
  where.push(`${last}:!${silence}`)
  rest.push(`sort:${last}`)
  return true
}
