import { createProduct } from '../../domain/billing/change-product.js'
import { createQuote } from '../../domain/billing/create-quote.js'
import { saveQuote } from '../../domain/billing/quote-store.js'
import { createTask } from '../../domain/crm/create-task.js'
import { addDays } from '../../lib/dates.js'
import { STORY } from '../parts/story.js'
import { idOf, type Loading } from './context.js'

/** Name, SKU, price in pence, unit. */
const SOLD = [
  ['Wireless sensor, cold room', 'SEN-100', 8_900n, 'H87'],
  ['Wireless sensor, humidity', 'SEN-200', 10_900n, 'H87'],
  ['Gateway', 'GW-10', 42_000n, 'H87'],
  ['Installation', 'INST', 65_000n, 'DAY'],
  ['Monitoring, a year', 'MON-Y', 120_000n, 'ANN'],
] as const

/** What is sold, what the story's salesperson has to do today, and an offer that is out. */
export async function loadSales({ company, ids, on }: Loading): Promise<void> {
  const { today, salesBegin } = company.calendar
  await on(salesBegin, 'tom', async (tx) => {
    for (const [name, sku, amountMinor, unit] of SOLD)
      await createProduct(tx, { name, sku, unit, prices: [{ currency: 'GBP', amountMinor }] })
  })
  const { owner } = STORY.customer
  const open = company.deals.filter((deal) => deal.owner === owner && deal.outcome === null)
  const [first, second] = open.toSorted((a, b) => a.createdOn.localeCompare(b.createdOn))
  if (!first || !second) return
  const ownerId = idOf(ids, owner)
  await on(today, owner, async (tx) => {
    const subject = { kind: 'deal', id: idOf(ids, first.key) } as const
    await createTask(tx, { text: 'Ask whether the budget is settled', ownerId, dueOn: addDays(today, -2), subject })
    await createTask(tx, { text: 'Book the train to Bristol', ownerId, dueOn: today })
    const { lines: _, ...quote } = await createQuote(tx, { dealId: idOf(ids, second.key) })
    await saveQuote(tx, quote, { status: 'sent', sentAt: tx.now })
  })
}
