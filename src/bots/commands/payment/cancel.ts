import { cancelRun } from '../../../domain/banking/make-payment-run.js'
import { counted } from '../../../lib/counted.js'
import { formatMoney, money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

/** No Undo: proposing again takes bills and bank details as they are then. */
export default defineCommand({
  name: 'payment cancel',
  summary: 'Drop a payment run; of an approved one, whose file the bank turned down or never got, what isn’t paid',
  example: 'payment cancel RUN-3 unpaid:yes',
  params: {
    run: target('payment-run', 'Payment run'),
    unpaid: optional('flag', 'The bank doesn’t pay it', { hint: 'Of an approved run' }),
  },
  needs: 'payment.write',
  risk: 'reversible',
  run: async (_context, { run: { id }, unpaid }, tx) => {
    const { run, dropped, kept } = await cancelRun(tx, id, { unpaid: unpaid === true })
    const total = dropped.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
    const refs = dropped.map(({ ref }) => ref)
    return {
      headline: kept.length === 0 ? `${run.ref} is cancelled` : `What isn’t paid of ${run.ref} is cancelled`,
      text: `${counted(dropped.length, 'payment')}, ${formatMoney(money(total, run.currency))}: ${refs.join(', ')} can be paid by another run.`,
      data: { run: run.ref, state: kept.length === 0 ? 'void' : run.state, cancelled: refs },
    }
  },
})
