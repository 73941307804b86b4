import { askWriteOff } from '../../domain/billing/ask-write-off.js'
import { recurInvoice } from '../../domain/billing/recur-invoice.js'
import { addToMonth, firstOfMonth, monthOf } from '../../lib/dates.js'
import { idOf, type Loading } from './context.js'

/** What billing has besides invoices: a debt that waits to be given up by a second person, and service that is drafted every quarter. */
export async function loadBilling({ ids, company, on }: Loading): Promise<void> {
  const { today } = company.calendar
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

const REASON = 'They have closed their office, and letters come back'
