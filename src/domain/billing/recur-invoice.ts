import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { IsoDate } from '../../lib/dates.js'
import { AppError, invalid, refused } from '../../lib/errors.js'
import { draftInvoice } from './draft-invoice.js'
import { asGiven } from './edit-draft.js'
import { type Invoice, invoiceName } from './invoice.js'
import { getInvoiceForChange, type InvoiceWithLines } from './invoice-store.js'
import { issueInvoice } from './issue-invoice.js'
import { type InvoiceEvery, linesOn, nextDay, type RecurringInvoice } from './recurring-invoice.js'
import {
  getRecurringInvoice,
  insertRecurringInvoice,
  listDueInvoices,
  lockDueInvoice,
  saveRecurringInvoice,
} from './recurring-invoice-store.js'

export type NewSeries = {
  /** The invoice or draft that each of the series is to be like. */
  invoiceId: string
  every: InvoiceEvery
  startsOn: IsoDate
  endsOn: IsoDate | null
  issues: boolean
}

export type PlannedSeries = { source: InvoiceWithLines; series: Omit<RecurringInvoice, 'version' | 'ref'> }

/** The series as it would be set up. Throws `invalid`, `refused`. */
export async function planSeries(tx: Tx, { invoiceId, ...input }: NewSeries): Promise<PlannedSeries> {
  const source = await getInvoiceForChange(tx, invoiceId)
  if (source.kind !== 'invoice') throw refused(`${invoiceName(source)} is a credit note: it doesn't come again.`)
  if (input.endsOn !== null && input.endsOn < input.startsOn) throw invalid('It would end before it begins.')
  const { currency, termsDays, contactId, poNumber, note, discountBp, discountMinor } = source
  const template = {
    date: source.issueDate ?? source.draftDate,
    lines: source.lines.map(asGiven),
    currency,
    termsDays,
    contactId,
    poNumber,
    note,
    discountBp,
    discountMinor,
  }
  const { companyId, ownerId } = source
  const series = {
    id: tx.newId(),
    ...input,
    nextOn: input.startsOn,
    state: 'active' as const,
    template,
    companyId,
    ownerId,
  }
  return { source, series }
}

/** Sets up an invoice that comes again; what is due by today is made by the job. */
export async function recurInvoice(tx: Tx, input: NewSeries): Promise<PlannedSeries & { series: RecurringInvoice }> {
  const { source, series } = await planSeries(tx, input)
  const ref = await nextRef(tx, 'recurring-invoice', 'RI')
  await insertRecurringInvoice(tx, { ...series, ref })
  return { source, series: await getRecurringInvoice(tx, ref) }
}

/** What one run of the job made, and series that are held up, with why. */
export type Recurred = {
  made: { ref: string; invoice: string; date: IsoDate }[]
  held: { ref: string; problem: string }[]
}

/**
 * Makes every invoice that is due, oldest first, each in a transaction of its own that moves its series on: after a crash or a long
 * stop what was made stays made, and what was not is made once. One that can't be issued – its period is closed, a rate is missing –
 * waits with those after it, and holds up no other series.
 */
export async function makeDueInvoices(
  inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  today: IsoDate,
): Promise<Recurred> {
  const done: Recurred = { made: [], held: [] }
  for (const { id, ref } of await inTx((tx) => listDueInvoices(tx, today))) {
    try {
      for (
        let made = await inTx((tx) => makeNext(tx, id, today));
        made;
        made = await inTx((tx) => makeNext(tx, id, today))
      )
        done.made.push({ ref, ...made })
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !WAITS.has(thrown.code)) throw thrown
      done.held.push({ ref, problem: thrown.userMessage })
    }
  }
  return done
}

/** What a person has to put right first. */
const WAITS: ReadonlySet<string> = new Set(['refused', 'invalid', 'not_found'])

/** One day's invoice, or null where nothing is due any more. */
async function makeNext(tx: Tx, id: string, today: IsoDate): Promise<{ invoice: string; date: IsoDate } | null> {
  const series = await lockDueInvoice(tx, id, today)
  const date = series?.nextOn
  if (!series || !date) return null
  const { companyId, ownerId, template, issues } = series
  const { discountBp, discountMinor, currency, termsDays, contactId, poNumber, note } = template
  const draft = await draftInvoice(tx, {
    companyId,
    ownerId,
    currency,
    termsDays,
    contactId,
    poNumber,
    note,
    draftDate: date,
    lines: linesOn(series, date),
    discount: { discountBp, discountMinor },
    recurs: { recurringId: id, recurringOn: date },
  })
  const made: Invoice = issues ? await issueInvoice(tx, draft.id, date) : draft
  await saveRecurringInvoice(tx, id, { nextOn: nextDay(series, date) })
  return { invoice: invoiceName(made), date }
}

/** Leaves out the next one. Answers the day that is left out and the one that comes instead. Throws `refused`. */
export async function skipNext(tx: Tx, ref: string): Promise<{ skipped: IsoDate; series: RecurringInvoice }> {
  const series = await getRecurringInvoice(tx, ref)
  if (series.nextOn === null || series.state !== 'active')
    throw refused(`${series.ref} doesn't go on: nothing is due that could be left out.`)
  return {
    skipped: series.nextOn,
    series: await saveRecurringInvoice(tx, series.id, { nextOn: nextDay(series, series.nextOn) }),
  }
}
