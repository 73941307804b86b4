import { waiveInterest } from '../../../domain/billing/charge-interest.js'
import { claimed } from '../../../domain/billing/interest-claim.js'
import { shortDate } from '../../../lib/dates.js'
import { toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { changeParam, restoreRows, undoOf } from '../restore.js'

const waive = defineCommand({
  name: 'invoice waive',
  summary: 'Give up the interest that is claimed on a late invoice up to today and not charged',
  example: 'invoice waive INV-2026-0042 reason:"Paid at once when called"',
  params: { invoice: target('invoice', 'Late invoice'), reason: optional('text', 'Reason') },
  needs: 'payment.write',
  risk: 'reversible',
  run: async (context, { invoice, reason }, tx) => {
    const { claim, said } = await waiveInterest(tx, invoice.id, { through: context.today, reason })
    return {
      headline: `${said} of interest on ${claim.invoice} is waived`,
      changes: [{ label: 'Interest claimed', before: said, after: null }],
      notes: [
        `Up to ${shortDate(claim.through)}: what stays open bears interest again after it. What is charged is credited instead: invoice credit`,
      ],
      undo: undoOf(context, tx, 'invoice waive-restore'),
      data: {
        invoice: claim.invoice,
        through: claim.through,
        waived: toDecimal(claimed(claim)),
        currency: claim.currency,
      },
    }
  },
})

const restore = defineCommand({
  name: 'invoice waive-restore',
  summary: 'Claim interest that was waived again',
  example: 'invoice waive-restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'payment.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['interest_claim'])
    return { headline: 'The interest is claimed as before.', data: { rows: rows.length } }
  },
})

export default [waive, restore]
