import { AREAS, type Area } from '../../../domain/ledger/period.js'
import { invalid } from '../../../lib/errors.js'
import { optional } from '../params.js'

export const areasParam = optional('words', 'Areas', { hint: `${AREAS.join(', ')}; by default all` })

/** `sales, banking`; nothing and `all` are every area. Throws `invalid`. */
export function readAreas(typed: string | undefined): Area[] {
  const words = (typed ?? 'all')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  if (words.includes('all')) return [...AREAS]
  const unknown = words.find((word) => !AREAS.includes(word as Area))
  if (unknown) throw invalid(`"${unknown}" is no area of the books. There is: ${AREAS.join(', ')}, all.`)
  return words as Area[]
}
