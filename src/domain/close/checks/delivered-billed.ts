import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { defineCheck } from '../define-check.js'
import { deliveredNotBilled } from '../delivered.js'
import { listDelivered } from '../unbilled-store.js'

/** Of no won deal more was delivered by the month's end, after the delivery days of its lines, than its issued invoices bill. */
export default defineCheck({
  name: 'delivered-billed',
  title: 'What was delivered is billed',
  on: ['deal.won', 'deal.reopened', 'deal.changed', 'invoice.issued', 'credit-note.issued', 'close.opened'],
  run: async (read, period) => ({
    columns: [
      { key: 'deal', label: 'Deal', type: 'record' },
      { key: 'company', label: 'Customer', type: 'text' },
      { key: 'on', label: 'Delivered', type: 'date' },
      { key: 'delivered', label: 'Worth', type: 'money' },
      { key: 'billed', label: 'Billed', type: 'money' },
      { key: 'open', label: 'Not billed', type: 'money' },
    ],
    against: deliveredNotBilled(await listDelivered(read, period.endsOn)).map((deal) => {
      const { ref, title, company, currency, lastOn, deliveredMinor, billedMinor } = deal
      const open = money(deliveredMinor - billedMinor, currency)
      return {
        key: ref,
        amount: open,
        cells: {
          deal: { ref, title },
          company,
          on: { date: lastOn },
          delivered: { money: money(deliveredMinor, currency) },
          billed: { money: money(billedMinor, currency) },
          open: { money: open },
        },
      }
    }),
    says: (standing) =>
      standing.length === 0
        ? `All that was delivered by the end of ${period.month} is billed.`
        : `${counted(standing.length, 'deal was', 'deals were')} delivered and not billed: ${standing.map(({ key }) => key).join(', ')}.`,
  }),
})
