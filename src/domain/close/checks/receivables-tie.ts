import { defineCheck } from '../define-check.js'
import { tieTo } from '../tie-to-control.js'

export default defineCheck({
  name: 'receivables-tie',
  title: 'Receivables agree with their control account',
  on: [
    'invoice.issued',
    'payment.recorded',
    'payment.reversed',
    'allocation.changed',
    'journal.posted',
    'close.opened',
  ],
  run: tieTo({
    side: 'receivable',
    name: 'Receivables',
    holds: 'Open invoices less credits and unapplied payments equal the receivable control account.',
  }),
})
