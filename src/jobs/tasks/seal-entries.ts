import { sealAll } from '../../domain/ledger/seal-entries.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'seal-entries',
  summary: 'Numbers what has been posted, hashes it onto the chain and folds it into the balances',
  on: [
    'ledger.seal',
    'invoice.issued',
    'credit-note.issued',
    'payment.recorded',
    'payment.reversed',
    'allocation.changed',
    'journal.posted',
  ],
  // A net under the events: what a lost one left is sealed within the hour, and a report seals before it speaks.
  schedule: { kind: 'ledger.seal', next: every(60) },
  run: async (context) => {
    await sealAll(context.db, context.scope)
  },
})
