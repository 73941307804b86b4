import { BOOKS_MOVED } from '../books-moved.js'
import { defineCheck } from '../define-check.js'
import { tieTo } from '../tie-to-control.js'

export default defineCheck({
  name: 'receivables-tie',
  title: 'Receivables agree with their control account',
  on: [...BOOKS_MOVED, 'close.opened'],
  run: tieTo({
    side: 'receivable',
    name: 'Receivables',
    holds: 'Open invoices less credits and unapplied payments equal the receivable control account.',
  }),
})
