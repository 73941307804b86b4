import { addDays, addMonths, daysBetween, type IsoDate, type IsoMonth, lastOfMonth, monthOf } from '../../lib/dates.js'
import type { Discount } from './document-discount.js'
import type { NewLine } from './invoice-line.js'

export const INVOICE_EVERY = ['week', 'month', 'quarter', 'year'] as const
export type InvoiceEvery = (typeof INVOICE_EVERY)[number]

/** What each invoice of a series says; service periods are those of `date`. */
export type InvoiceTemplate = Discount & {
  date: IsoDate
  currency: string
  termsDays: number
  contactId: string | null
  poNumber: string | null
  note: string | null
  lines: readonly NewLine[]
}

export type RecurringInvoice = {
  id: string
  /** RI-3. */
  ref: string
  every: InvoiceEvery
  startsOn: IsoDate
  endsOn: IsoDate | null
  /** Null: it is over. */
  nextOn: IsoDate | null
  state: 'active' | 'stopped'
  /** Issued at once; else each is left as a draft. */
  issues: boolean
  template: InvoiceTemplate
  companyId: string
  ownerId: string | null
  version: number
}

const MONTHS: Readonly<Record<Exclude<InvoiceEvery, 'week'>, number>> = { month: 1, quarter: 3, year: 12 }

/**
 * The first day of the series after `date`, or null when it is over. Counted from the start, so that one that began on the 31st is
 * on the 28th in February and on the 31st again in March.
 */
export function nextDay(
  { every, startsOn, endsOn }: Pick<RecurringInvoice, 'every' | 'startsOn' | 'endsOn'>,
  date: IsoDate,
): IsoDate | null {
  for (let count = 0; ; count += 1) {
    const next = every === 'week' ? addDays(startsOn, 7 * count) : addMonths(startsOn, count * MONTHS[every])
    if (endsOn !== null && next > endsOn) return null
    if (next > date) return next
  }
}

/** The lines for a day: what is for certain days is for as many months (weeks) later. A period to the end of a month stays one. */
export function linesOn({ every, template }: Pick<RecurringInvoice, 'every' | 'template'>, day: IsoDate): NewLine[] {
  const days = daysBetween(template.date, day)
  const months = monthsBetween(monthOf(template.date), monthOf(day))
  const moved = (date: IsoDate | null | undefined): IsoDate | null => {
    if (!date) return null
    if (every === 'week') return addDays(date, days)
    const later = addMonths(date, months)
    return date === lastOfMonth(monthOf(date)) ? lastOfMonth(monthOf(later)) : later
  }
  return template.lines.map((line) => ({
    ...line,
    serviceFrom: moved(line.serviceFrom),
    serviceTo: moved(line.serviceTo),
  }))
}

function monthsBetween(from: IsoMonth, to: IsoMonth): number {
  const count = (month: IsoMonth) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  return count(to) - count(from)
}
