import type { Parts } from './known.js'
import { bound, DAYS } from './periods-in-words.js'
import type { Sentence } from './sentence.js'

const BESIDE = '(?:(?:and )?(?:compared?|comparing) (?:to|with|against)|against|versus|vs)'

/** Charts and comparisons stand at the end, or anywhere. */
export function takeEnding(sentence: Sentence, { rest }: Parts): void {
  const compared = sentence.take(
    new RegExp(
      `(?:${BESIDE}|over) (?:the )?(?:same (?:period|time|week|month|quarter) )?(?:of )?(?:the )?(?:last|previous|prior) (year|quarter|month|period)`,
    ),
  )
  const yearly = compared ? undefined : sentence.take(/year (?:on|over) year|yoy/)
  const other = compared || yearly ? undefined : sentence.take(new RegExp(`${BESIDE} (${DAYS})`))
  const chart =
    sentence.take(/(?:as |in |with )?(?:an? )?(bar|line|stacked|column)(?: bar)? ?(?:chart|graph|diagram)/) ??
    sentence.take(/(?:as |in )?(?:an? )?(?:chart|graph|plot)(?: of)?/)
  if (chart) rest.push(`chart:${chart[1] === 'line' || chart[1] === 'stacked' ? chart[1] : 'bar'}`)
  if (compared || yearly) rest.push(`compare:last-${compared?.[1] ?? 'year'}`)
  if (other) rest.push(`compare:${bound(other[1] ?? '', '')}`)
}
