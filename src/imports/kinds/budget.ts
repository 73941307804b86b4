import { putBudget } from '../../domain/ledger/budget-store.js'
import { defineImport } from '../define-import.js'
import { amountOf, eachRecord } from '../each-record.js'
import { accountFinder } from '../find-account.js'

export default defineImport({
  name: 'budget',
  summary:
    'A budget: what is planned for an account, a department and a month; of the balance sheet, what it is to stand at at the month’s end',
  fields: {
    account: { type: 'text', required: true, aliases: ['account code', 'code', 'account name', 'konto'] },
    month: { type: 'month', required: true, aliases: ['period', 'date', 'monat'] },
    amount: { type: 'number', required: true, aliases: ['budget', 'planned', 'value', 'betrag'] },
    department: { type: 'text', aliases: ['cost centre', 'cost center', 'class', 'team'] },
  },
  keyOf: ({ account, month, department }) => JSON.stringify([account, month, department]),
  chunk: 200,
  save: async (tx, records, context) => {
    const find = await accountFinder(tx, context)
    return eachRecord(records, async ({ rows }) => {
      const values = rows[0]?.values ?? {}
      const { id } = await find(values['account'] ?? '')
      const amount = amountOf(values, 'amount', context.baseCurrency)
      const line = { accountId: id, department: values['department'] ?? '', month: values['month'] ?? '' }
      return putBudget(tx, { ...line, amountMinor: amount?.minor ?? 0n })
    })
  },
})
