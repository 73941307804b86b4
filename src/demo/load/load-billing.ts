import { askWriteOff } from '../../domain/billing/ask-write-off.js'
import { recurInvoice } from '../../domain/billing/recur-invoice.js'
import type { InvoiceEvery } from '../../domain/billing/recurring-invoice.js'
import { saveRecurringInvoice } from '../../domain/billing/recurring-invoice-store.js'
import { addToMonth, firstOfMonth, monthOf } from '../../lib/dates.js'
import { idOf, type Loading } from './context.js'

/**
 * What billing has besides invoices: a debt that waits to be given up by a second person, service that is drafted every quarter, and
 * subscriptions, of which some ended with nothing after them.
 */
export async function loadBilling(loading: Loading): Promise<void> {
  const { ids, company, on } = loading
  const { today } = company.calendar
  await loadSeries(loading)
  const issued = company.invoices.filter((invoice) => invoice.issued)
  const bad = issued.find(({ payments }) => payments.length === 0)
  const service = issued.findLast(({ deal, payments }) => !deal && payments.length > 0)
  await on(today, 'daniel', async (tx) => {
    if (bad) await askWriteOff(tx, { invoiceId: idOf(ids, bad.key), date: today, relief: false, reason: REASON })
    if (!service) return
    const startsOn = firstOfMonth(addToMonth(monthOf(today), 1))
    await recurInvoice(tx, {
      invoiceId: idOf(ids, service.key),
      every: 'quarter',
      startsOn,
      endsOn: null,
      issues: false,
    })
  })
}

/** What became of series, by the age of their customers: after so many months they were given up, or run on. */
const SERIES = [
  { every: 'month', endedAfter: 4 },
  { every: 'month', endedAfter: 6 },
  { every: 'quarter' },
  { every: 'year' },
  { every: 'quarter' },
  { every: 'year' },
] as const satisfies readonly { every: InvoiceEvery; endedAfter?: number }[]

/** The oldest customers with service and no deal have it from the month after their first invoice; what they were sent since is among the invoices. */
async function loadSeries({ ids, company, on }: Loading): Promise<void> {
  const oldest = company.invoices
    .filter(({ issued, deal, payments }) => issued && !deal && payments.length > 0)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
  const firsts = oldest.filter(({ customer }, at) => oldest.findIndex((each) => each.customer === customer) === at)
  const comesNext = firstOfMonth(addToMonth(monthOf(company.calendar.today), 1))
  for (const [n, { every, ...ended }] of SERIES.entries()) {
    const first = firsts[n]
    if (!first) return
    const startsOn = firstOfMonth(addToMonth(monthOf(first.date), 1))
    const id = await on(first.date, 'daniel', async (tx) => {
      const invoiceId = idOf(ids, first.key)
      return (await recurInvoice(tx, { invoiceId, every, startsOn, endsOn: null, issues: false })).series.id
    })
    const [day, became] =
      'endedAfter' in ended
        ? ([firstOfMonth(addToMonth(monthOf(startsOn), ended.endedAfter)), { state: 'stopped', nextOn: null }] as const)
        : ([first.date, { nextOn: comesNext > startsOn ? comesNext : startsOn }] as const)
    await on(day, 'daniel', (tx) => saveRecurringInvoice(tx, id, became))
  }
}

const REASON = 'They have closed their office, and letters come back'
