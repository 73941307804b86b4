import { listRuns } from '../../../domain/banking/payment-run-store.js'
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
          rows: runs.map(({ ref, payOn, payments, totalMinor, currency, state }) => ({
            run: ref,
            on: { date: payOn },
            payments,
            total: { money: money(totalMinor, currency) },
            state: state === 'proposed' ? 'waits for approval' : state,
          })),
        },
      }),
      actions: runs
        .filter(({ state }) => state === 'approved')
        .slice(0, 5)
        .map(({ ref }) => ({
          label: `File of ${ref}`,
          do: { command: 'payment file', args: { run: ref } },
          typed: `payment file ${ref}`,
        })),
      data: {
        runs: runs.map(({ ref, payOn, payments, totalMinor, currency, state, record }) => ({
          run: ref,
          on: payOn,
          payments,
          total: toDecimal(money(totalMinor, currency)),
          currency,
          state,
          record,
        })),
      },
    }
  },
})
