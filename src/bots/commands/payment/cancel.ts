import { cancelRun } from '../../../domain/banking/make-payment-run.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

/** No Undo: proposing again takes bills and bank details as they are then. */
export default defineCommand({
  name: 'payment cancel',
  summary: 'Drop a payment run that isn’t approved yet',
  example: 'payment cancel RUN-3',
  params: { run: target('payment-run', 'Payment run') },
  needs: 'payment.write',
  risk: 'reversible',
  run: async (_context, { run }, tx) => {
    const { ref } = await cancelRun(tx, run.id)
    return { headline: `${ref} is cancelled`, data: { run: ref, state: 'void' } }
  },
})
