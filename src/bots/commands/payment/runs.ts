import { listRuns, type RunRow } from '../../../domain/banking/payment-run-store.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'

const SHOWN = 25

export default defineCommand({
  name: 'payment runs',
  summary: 'Payment runs: what waits for approval, and what there is a file of',
  example: 'payment runs',
  params: {},
  needs: 'payment.read',
  risk: 'read',
  run: async ({ read }) => {
    const runs = await read((lane) => listRuns(lane, {}, SHOWN))
    return {
      headline: runs.length === 0 ? 'No payment run yet' : counted(runs.length, 'payment run'),
      ...(runs.length > 0 && {
        table: {
          columns: [
            { key: 'run', label: 'Run', type: 'text' },
            { key: 'on', label: 'On', type: 'date' },
            { key: 'payments', label: 'Payments', type: 'number' },
            { key: 'total', label: 'Total', type: 'money' },
            { key: 'state', label: 'State', type: 'text' },
          ],
          rows: runs.map(({ ref, payOn, payments, paid, totalMinor, currency, state }) => ({
            run: ref,
            on: { date: payOn },
            payments,
            total: { money: money(totalMinor, currency) },
            state: stateText({ state, payments, paid }),
          })),
        },
      }),
      actions: runs
        .filter(({ state, payments, paid }) => state === 'approved' && paid < payments)
        .slice(0, 5)
        .map(({ ref }) => ({
          label: `File of ${ref}`,
          do: { command: 'payment file', args: { run: ref } },
          typed: `payment file ${ref}`,
        })),
      data: {
        runs: runs.map(({ ref, payOn, payments, paid, totalMinor, currency, state, record }) => ({
          run: ref,
          on: payOn,
          payments,
          paid,
          total: toDecimal(money(totalMinor, currency)),
          currency,
          state,
          record,
        })),
      },
    }
  },
})

/** Of an approved one, how much of it the books have. */
function stateText({ state, payments, paid }: Pick<RunRow, 'state' | 'payments' | 'paid'>): string {
  if (state === 'proposed') return 'waits for approval'
  if (state === 'void') return 'cancelled'
  if (state !== 'approved' || paid === 0) return state
  return paid === payments ? 'paid' : `${paid} of ${payments} paid`
}
