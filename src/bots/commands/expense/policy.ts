import { getReceiptPolicy, putReceiptPolicy } from '../../../domain/payables/receipt-policy.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'expense policy',
  summary: 'Above which amount an expense can’t be approved without a receipt; none:yes lifts it',
  example: 'expense policy amount:50',
  params: {
    amount: optional('amount', 'Amount', { hint: 'In the currency of the books' }),
    none: optional('flag', 'No receipt is needed'),
  },
  needs: 'admin',
  risk: 'reversible',
  run: async ({ workspace }, { amount, none }, tx) => {
    if ((amount === undefined) === !none) throw invalid('Give an amount, such as amount:50, or none:yes.')
    if (amount && (amount.currency !== workspace.baseCurrency || amount.minor < 0n))
      throw invalid(`The amount is in ${workspace.baseCurrency}, the currency of the books, and not below zero.`)
    const before = await getReceiptPolicy(tx)
    const after = amount?.minor ?? null
    await putReceiptPolicy(tx, after)
    const words = (minor: bigint | null) =>
      minor === null ? 'none' : formatMoney(money(minor, workspace.baseCurrency))
    return {
      headline:
        after === null ? 'Expenses need no receipt' : `Expenses above ${words(after)} are approved with a receipt only`,
      changes: [{ label: 'Receipt needed above', before: words(before), after: words(after) }],
      undo: {
        command: 'expense policy',
        args: before === null ? { none: true } : { amount: money(before, workspace.baseCurrency) },
        versions: {},
      },
      data: {
        above: after === null ? null : toDecimal(money(after, workspace.baseCurrency)),
        currency: workspace.baseCurrency,
      },
    }
  },
})
