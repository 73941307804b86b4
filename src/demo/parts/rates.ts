import { addDays, type IsoDate, lastOfMonth } from '../../lib/dates.js'
import { makeDice } from '../dice.js'
import type { DemoCalendar } from './timeline.js'

export type DemoRate = { currency: 'EUR' | 'USD'; date: IsoDate; kind: 'spot' | 'closing'; rate: string }

/** Ten-thousandths of a pound for one of each, and how far from there they ever are. */
const MIDDLE = { EUR: 8_560, USD: 7_640 } as const
const FARTHEST = 160
const STEP = 22
/** Once a week is often enough: a rate is good for seven days. */
const EVERY_DAYS = 7

/** What the customers' currencies were worth since sales began: a rate a week, the last of yesterday, and one at each month's end. */
export function makeRates(seed: number, calendar: DemoCalendar): DemoRate[] {
  const dice = makeDice(seed, 'rates')
  const yesterday = addDays(calendar.today, -1)
  const days = [yesterday]
  while ((days.at(-1) ?? '') > calendar.salesBegin) days.push(addDays(days.at(-1) ?? yesterday, -EVERY_DAYS))
  const weekly = days.map((date) => ({ date, kind: 'spot' as const }))
  const closing = calendar.bookMonths.map((month) => ({ date: lastOfMonth(month), kind: 'closing' as const }))
  const told = [...weekly, ...closing].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  return (['EUR', 'USD'] as const).flatMap((currency) => {
    let off = 0
    return told.map((each) => {
      off = Math.max(-FARTHEST, Math.min(FARTHEST, off + dice.between(-STEP, STEP)))
      return { ...each, currency, rate: `0.${MIDDLE[currency] + off}` }
    })
  })
}
