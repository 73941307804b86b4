import type { IsoMonth } from '../../lib/dates.js'
import { monthOf } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Period } from '../ledger/period.js'
import { monthName } from './close-view.js'

const nameOf = ({ startsOn }: Period): string => monthName(monthOf(startsOn))

/**
 * Which month is opened again where a month, a quarter or a year is: the one that is named, else the last that is closed. One at a time:
 * each has its own reason, second person and end. `periods` are those of the span, oldest first.
 */
export function periodToOpen(name: string, periods: readonly Period[], which: IsoMonth | null): Result<Period> {
  const named = periods.find(({ startsOn }) => monthOf(startsOn) === which)
  if (which !== null && !named) return no(`${monthName(which)} is no month of ${monthName(name)}.`)
  const period = named ?? periods.findLast(({ state }) => state === 'closed')
  if (!period) return no(`${monthName(name)} is open.`)
  return period.state === 'closed' ? ok(period) : no(`${nameOf(period)} is open.`)
}

/** What else there is to know where a quarter or a year was named: the other months stay as they are. */
export function aboutSpan(name: string, periods: readonly Period[], opened: Period): string[] {
  if (periods.length === 1) return []
  const closed = periods
    .filter((period) => period.state === 'closed' && period !== opened)
    .map(({ startsOn }) => monthOf(startsOn))
  const others =
    closed.length === 0
      ? ''
      : ` ${closed.join(', ')} ${closed.length === 1 ? 'stays' : 'stay'} closed; \`which:\` names another.`
  return [`${monthName(name)} is opened again a month at a time: this is ${nameOf(opened)}.${others}`]
}
