import type { BillingEvent } from '../billing/events.js'
import type { PayablesEvent } from '../payables/events.js'

/**
 * The outbox kinds after which the books hold another entry, or an open item another amount: what a check that looks at accounts is asked
 * after, whichever accounts those are. Entries by hand and by the clock, of banks and of closings, are all `journal.posted`.
 */
export const BOOKS_MOVED = [
  'journal.posted',
  'invoice.issued',
  'credit-note.issued',
  'bill.posted',
  'bill.voided',
  'payment.recorded',
  'payment.reversed',
  'allocation.changed',
] as const satisfies readonly ('journal.posted' | BillingEvent['kind'] | PayablesEvent['kind'])[]
