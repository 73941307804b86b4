import { getBill } from '../../../domain/payables/bill-store.js'
import { creditBill } from '../../../domain/payables/credit-bill.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { requireCurrency } from '../said-in.js'
import { entered } from './entered.js'

export default defineCommand({
  name: 'bill credit',
  summary: 'Enter a supplier’s credit note for a posted bill: all of it, or a net amount',
  example: 'bill credit BILL-12 amount:50 number:G-77 why:"Two were broken"',
  params: {
    bill: target('bill', 'Bill'),
    amount: optional('amount', 'Net amount', { hint: 'Default: the whole bill' }),
    number: optional('text', 'Their number'),
    date: optional('date', 'Date of the credit note'),
    why: optional('text', 'Why'),
  },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (context, { bill, amount, number, date, why }, tx) => {
    const { ref: name, currency } = await getBill(tx, bill.id)
    requireCurrency({ name, currency }, [amount])
    const credit = await creditBill(tx, {
      billId: bill.id,
      billDate: date ?? context.today,
      number: number ?? null,
      ownerId: context.asker.id,
      ...(amount ? { netMinor: amount.minor } : {}),
      ...(why ? { why } : {}),
    })
    const reply = await entered(context, tx, credit.id, why)
    return {
      ...reply,
      undo: { command: 'bill void', args: { bill: credit.ref }, versions: { [credit.id]: credit.version } },
    }
  },
})
