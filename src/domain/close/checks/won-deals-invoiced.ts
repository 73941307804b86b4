import { money } from '../../../lib/money.js'
import { defineCheck } from '../define-check.js'
import { listWonUnbilled } from '../unbilled-store.js'

/** Every deal that was won in the month has an invoice that was issued. */
export default defineCheck({
  name: 'won-deals-invoiced',
  title: 'Deals won in the month are invoiced',
  on: [
    'deal.won',
    'deal.reopened',
    'deal.changed',
    'invoice.issued',
    'invoice.voided',
    'credit-note.issued',
    'close.opened',
  ],
  run: async (read, period) => ({
    columns: [
      { key: 'deal', label: 'Deal', type: 'record' },
      { key: 'company', label: 'Customer', type: 'text' },
      { key: 'won', label: 'Won', type: 'date' },
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    against: (await listWonUnbilled(read, period)).map(({ ref, title, company, closedOn, amountMinor, currency }) => {
      const amount = amountMinor === null ? null : money(amountMinor, currency)
      return {
        key: ref,
        amount,
        cells: { deal: { ref, title }, company, won: { date: closedOn }, amount: amount && { money: amount } },
      }
    }),
    says: (standing) =>
      standing.length === 0
        ? `Every deal won in ${period.month} is invoiced.`
        : `${standing.length} won in ${period.month} without an invoice: ${standing.map(({ key }) => key).join(', ')}.`,
  }),
})
