import { listReturns } from '../../../domain/ledger/tax-return-store.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { typedAction } from '../actions.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'tax list',
  summary: 'The tax returns that were closed, newest first',
  example: 'tax list',
  params: {},
  needs: 'tax.read',
  risk: 'read',
  run: async ({ read, workspace }) => {
    const returns = await read((scope) => listReturns(scope))
    const base = workspace.baseCurrency
    return {
      headline: returns.length === 0 ? 'No tax return was closed yet' : counted(returns.length, 'tax return'),
      table: {
        columns: [
          { key: 'ref', label: 'Return', type: 'text' },
          { key: 'from', label: 'From', type: 'date' },
          { key: 'to', label: 'To', type: 'date' },
          { key: 'due', label: 'Due', type: 'money' },
        ],
        rows: returns.map(({ ref, startsOn, endsOn, dueMinor }) => ({
          ref,
          from: { date: startsOn },
          to: { date: endsOn },
          due: { money: money(dueMinor, base) },
        })),
      },
      actions: [typedAction('Since the last return', 'report tax')],
      data: {
        currency: base,
        returns: returns.map(({ seal, dueMinor, ...each }) => ({
          ...each,
          seal: seal.toString(),
          due: toDecimal(money(dueMinor, base)),
        })),
      },
    }
  },
})
