import { removeRate } from '../../../domain/ledger/fx-rate-store.js'
import { shortDate } from '../../../lib/dates.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'fx unset',
  summary: 'Take back a rate that was set by mistake',
  example: 'fx unset USD date:2026-11-20 kind:spot',
  params: {
    currency: required('text', 'Currency', { target: true }),
    date: required('date', 'Date'),
    kind: required('choice', 'Kind', { choices: ['spot', 'average', 'closing'] }),
  },
  needs: 'fx.write',
  risk: 'reversible',
  run: async (_context, { currency, date, kind }, tx) => {
    const removed = await removeRate(tx, currency.toUpperCase(), date, kind as 'spot' | 'average' | 'closing')
    return {
      headline: `The ${kind} rate of ${removed.currency} for ${shortDate(date)} is gone`,
      changes: [{ label: 'Rate', before: removed.rate, after: null }],
      undo: { command: 'fx set', args: { currency: removed.currency, rate: removed.rate, date, kind }, versions: {} },
      data: { currency: removed.currency, date, kind },
    }
  },
})
