import { findItem } from '../../../domain/billing/settlement-names.js'
import { unallocate } from '../../../domain/billing/unallocate.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { versionsAfter } from './payment-preview.js'

export default defineCommand({
  name: 'payment unallocate',
  summary: 'Take a payment or credit note off a document: it is held on account again',
  example: 'payment unallocate PAY-12 to:INV-2026-0042',
  params: {
    from: required('text', 'Payment or credit note', { target: true }),
    to: required('text', 'Off which document'),
    date: optional('date', 'Date'),
  },
  needs: 'payment.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const [from, to] = [await findItem(tx, args.from), await findItem(tx, args.to)]
    const done = await unallocate(tx, { from, to, date: args.date ?? context.today })
    const amount = money(done.amountMinor, from.currency)
    return {
      headline: `${formatMoney(amount)} of ${done.from.name} is off ${done.to.name} again`,
      changes: [
        {
          label: `${done.to.name} open`,
          before: { money: money(done.to.openMinor - done.amountMinor, from.currency) },
          after: { money: money(done.to.openMinor, from.currency) },
        },
      ],
      undo: {
        command: 'payment allocate',
        args: { from: done.from.name, to: `${done.to.name}:${toDecimal(amount)}` },
        versions: versionsAfter(
          new Map([
            [done.from.id, done.from],
            [done.to.id, done.to],
          ]),
        ),
      },
      data: {
        from: done.from.name,
        document: done.to.name,
        currency: from.currency,
        amount: toDecimal(amount),
        open: toDecimal(money(done.to.openMinor, from.currency)),
      },
    }
  },
})
