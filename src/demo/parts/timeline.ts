import { addDays, addMonths, addToMonth, firstOfMonth, type IsoDate, type IsoMonth, monthOf } from '../../lib/dates.js'

/** When the demo company's story begins and where it stands. */
export type DemoCalendar = {
  /** The day it is shown on. */
  today: IsoDate
  /** The month whose close is in progress. */
  openMonth: IsoMonth
  /** Months with posted books, oldest first: fourteen, the last of them open. */
  bookMonths: readonly IsoMonth[]
  /** The first day of sales: six quarters before today. */
  salesBegin: IsoDate
}

const BOOK_MONTHS = 14

export function demoCalendar(today: IsoDate): DemoCalendar {
  const openMonth = addToMonth(monthOf(today), -1)
  return {
    today,
    openMonth,
    bookMonths: Array.from({ length: BOOK_MONTHS }, (_, n) => addToMonth(openMonth, n - BOOK_MONTHS + 1)),
    salesBegin: addDays(addMonths(today, -18), 1),
  }
}

/** A day of a month by number; a day that the month does not have is its last. */
export const dayIn = (month: IsoMonth, day: number): IsoDate => {
  const date = addDays(firstOfMonth(month), day - 1)
  return monthOf(date) === month ? date : addDays(firstOfMonth(addToMonth(month, 1)), -1)
}
