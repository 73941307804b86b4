import { askWriteOff } from '../../domain/billing/ask-write-off.js'
import { recurInvoice } from '../../domain/billing/recur-invoice.js'
import { saveRecurringInvoice } from '../../domain/billing/recurring-invoice-store.js'
import { addToMonth, firstOfMonth, monthOf } from '../../lib/dates.js'
import { idOf, type Loading } from './context.js'

/**
 * What billing has besides invoices: a debt that waits to be given up by a second person, service that is drafted every quarter, and
 * subscriptions that ended with nothing after them.
 */
export async function loadBilling(loading: Loading): Promise<void> {
  const { ids, company, on } = loading
  const { today } = company.calendar
  await loadEnded(loading)
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

/** For how many months customers had service before they gave it up. */
const ENDED_AFTER = [4, 6]

/** The oldest customers with service and no deal had it by the month for a while; what they were sent then is among the invoices. */
async function loadEnded({ ids, company, on }: Loading): Promise<void> {
  const oldest = company.invoices
    .filter(({ issued, deal, payments }) => issued && !deal && payments.length > 0)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
  const firsts = oldest.filter(({ customer }, at) => oldest.findIndex((each) => each.customer === customer) === at)
  for (const [n, months] of ENDED_AFTER.entries()) {
    const first = firsts[n]
    if (!first) return
    const startsOn = firstOfMonth(addToMonth(monthOf(first.date), 1))
    const id = await on(first.date, 'daniel', async (tx) => {
      const { series } = await recurInvoice(tx, {
        invoiceId: idOf(ids, first.key),
        every: 'month',
        startsOn,
        endsOn: null,
        issues: false,
      })
      return series.id
    })
    const endedOn = firstOfMonth(addToMonth(monthOf(startsOn), months))
    await on(endedOn, 'daniel', (tx) => saveRecurringInvoice(tx, id, { state: 'stopped', nextOn: null }))
  }
}

const REASON = 'They have closed their office, and letters come back'
