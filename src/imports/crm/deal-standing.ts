import type { DealStatus } from '../../domain/crm/deal.js'
import type { IsoDate } from '../../lib/dates.js'
import { RowFault, type Values } from '../define-import.js'

/** How a deal stands by what its row says; days are those of the file. */
export type Standing = {
  status: Exclude<DealStatus, 'withdrawn'>
  /** Percent; null where the row does not say, or is of a closed deal. */
  probability: number | null
  begunOn: IsoDate | null
  closedOn: IsoDate | null
  expectedClose: IsoDate | null
  stageSince: IsoDate | null
}

const WON = /^(closed[ -]?won|won|gewonnen|gagné)$/i
const LOST = /^(closed[ -]?lost|lost|verloren|perdu)$/i

/** By its status, else by yes and no, else by its stage's name. What is closed has a day. Throws `RowFault`. */
export function standingOf(values: Values, today: IsoDate): Standing {
  const { created = null, closed, expected, won, lost, stagesince = null } = values
  const status = statusOf(values)
  const probability = status === 'open' ? percentOf(values['probability']) : null
  if (created !== null && created > today) throw new RowFault('created', created, 'It is still to come.')
  const open = { status, probability, begunOn: created, stageSince: stagesince }
  if (status === 'open') return { ...open, closedOn: null, expectedClose: expected ?? closed ?? null }
  const closedOn = (status === 'won' ? won : lost) ?? closed ?? expected ?? stagesince
  if (closedOn === undefined || closedOn === null)
    throw new RowFault('closed', null, `It is ${status}, and no column says on which day.`)
  if (closedOn > today) throw new RowFault('closed', closedOn, `It is ${status}, and that day is still to come.`)
  return { ...open, closedOn, expectedClose: expected ?? null }
}

function statusOf({ status, iswon, isclosed, stage = '' }: Values): Standing['status'] {
  if (status !== undefined) {
    if (WON.test(status)) return 'won'
    if (LOST.test(status)) return 'lost'
    if (/^(open|offen|active|in progress|new)$/i.test(status)) return 'open'
    throw new RowFault('status', status, 'It is neither open, won nor lost.')
  }
  if (iswon === 'yes') return 'won'
  if (isclosed === 'yes') return WON.test(stage) ? 'won' : 'lost'
  return WON.test(stage) ? 'won' : LOST.test(stage) ? 'lost' : 'open'
}

/** `40`, `40 %`, and `0.4` as some write it. */
function percentOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const given = Number(text.replace('%', '').replace(',', '.').trim() || Number.NaN)
  const percent = given > 0 && given < 1 ? Math.round(given * 100) : given
  if (!Number.isInteger(percent) || percent < 0 || percent > 100)
    throw new RowFault('probability', text, 'A probability is a whole percentage between 0 and 100.')
  return percent
}
