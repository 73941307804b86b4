import { applyMatch } from '../../../domain/banking/apply-match.js'
import { planTransfer } from '../../../domain/banking/plan-transfer.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { postedTo } from './posted-to.js'

export default defineCommand({
  name: 'bank transfer',
  summary:
    'A bank line that moves money between own accounts: it waits in transit for the other side; of two currencies with what moved there',
  example: 'bank transfer LINE-12 other:LINE-13',
  params: {
    line: target('bank-line', 'Bank line'),
    other: optional('record', 'Other side', {
      record: 'bank-line',
      hint: 'The line of the other account, if it is there',
    }),
    amount: optional('amount', 'Moved there', {
      hint: 'With its currency: 1080.00 USD. Where the other account has another',
    }),
  },
  needs: 'bank.write',
  form: { title: 'Between our own accounts', submit: 'Post' },
  risk: 'reversible',
  run: async (_context, { line, other, amount }, tx) => {
    const proposal = await planTransfer(tx, { lineId: line.id, otherId: other?.id, there: amount })
    return postedTo(line, await applyMatch(tx, line.id, proposal), 'money in transit')
  },
})
