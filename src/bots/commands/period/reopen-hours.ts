import { invalid } from '../../../lib/errors.js'

export const USUAL_HOURS = 48
const MOST_HOURS = 31 * 24

/** How long a period is to be open again. Throws `invalid`. */
export function hoursOf(typed: number | undefined): number {
  const hours = typed ?? USUAL_HOURS
  if (hours < 1 || hours > MOST_HOURS) throw invalid(`Give from 1 to ${MOST_HOURS} hours, such as hours:24.`)
  return hours
}
