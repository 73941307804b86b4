import {
  addDays,
  addMonths,
  addToMonth,
  daysBetween,
  firstOfMonth,
  type IsoDate,
  type IsoMonth,
  isWholeMonths,
  lastOfMonth,
  monthOf,
} from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { monthsBetween } from '../ledger/profit-and-loss.js'
import type { ReportParam } from './define-report.js'

/** From one month to another, both included. */
export const monthParams = {
  from: { type: 'month', label: 'From month', required: false },
  to: { type: 'month', label: 'To month', required: false },
} as const satisfies Record<string, ReportParam>

/** Days, both included. */
export type Span = { from: IsoDate; to: IsoDate }
export type MonthSpan = Span & { months: readonly IsoMonth[] }

/** More months than this are no table any more. */
const MOST_MONTHS = 36

/** The months that were asked for; up to today and `usual` many unless others are named. Throws `invalid`. */
export function monthsAsked(
  asked: { from?: IsoMonth | undefined; to?: IsoMonth | undefined },
  today: IsoDate,
  usual: number,
): MonthSpan {
  const to = asked.to ?? maxMonth(asked.from, monthOf(today))
  const from = asked.from ?? addToMonth(to, 1 - usual)
  if (from > to) throw invalid(`${from} is after ${to}: give the earlier month as from.`)
  const months = monthsBetween(from, to)
  if (months.length > MOST_MONTHS)
    throw invalid(`That is ${months.length} months; at most ${MOST_MONTHS} fit beside each other.`)
  return { from: firstOfMonth(from), to: lastOfMonth(to), months }
}

const maxMonth = (from: IsoMonth | undefined, today: IsoMonth): IsoMonth => (from && from > today ? from : today)

/** With what a time is compared. */
export const AGAINST = ['last-period', 'last-year'] as const
export type Against = (typeof AGAINST)[number]

export const againstParam = {
  type: 'choice',
  label: 'Against',
  choices: AGAINST,
  required: false,
} as const satisfies ReportParam

/** The time before, as long and ending the day before it begins; or the same days of the year before. Whole months stay whole. */
export function spanBefore({ from, to }: Span, against: Against): Span {
  const whole = isWholeMonths({ from, to })
  const months = against === 'last-year' ? 12 : monthsBetween(monthOf(from), monthOf(to)).length
  if (whole) {
    const back = (date: IsoDate) => addToMonth(monthOf(date), -months)
    return { from: firstOfMonth(back(from)), to: lastOfMonth(back(to)) }
  }
  if (against === 'last-year') return { from: addMonths(from, -12), to: addMonths(to, -12) }
  const days = daysBetween(from, to) + 1
  return { from: addDays(from, -days), to: addDays(from, -1) }
}

/** The months of whole ones. */
export const monthsOf = ({ from, to }: Span): Pick<MonthSpan, 'months'> => ({
  months: monthsBetween(monthOf(from), monthOf(to)),
})

export const againstLabel = (against: Against): string => (against === 'last-year' ? 'Year before' : 'Time before')
