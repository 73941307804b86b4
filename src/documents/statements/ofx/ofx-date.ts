import type { IsoDate } from '../../../lib/dates.js'
import { isoDate } from '../iso-date.js'

/** `20131215`, `20131215120000.000[-5:EST]`: the day as the bank wrote it. Null where it is none. */
export function ofxDate(text: string | null): IsoDate | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text?.trim() ?? '')
  return match ? isoDate(`${match[1]}-${match[2]}-${match[3]}`) : null
}
