import { allocateOpen } from '../../../domain/billing/allocate-open.js'
import { findItem, readSettled } from '../../../domain/billing/settlement-names.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { versionsAfter } from './payment-preview.js'

export default defineCommand({
  name: 'payment allocate',
  summary: 'Settle documents with what is held on account, or with a credit note',
  example: 'payment allocate PAY-12 to:INV-2026-0042',
  params: {
    from: required('text', 'Payment or credit note', { target: true }),
    to: required('text', 'To', { hint: 'Documents in order; with :amount for a part' }),
    date: optional('date', 'Date'),
  },
  needs: 'payment.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const { kind, id } = await findItem(tx, args.from)
    const to = await readSettled(tx, args.to)
    const done = await allocateOpen(tx, { from: { kind, id }, to, date: args.date ?? context.today })
    const from = done.after.get(id)
    if (!from) throw new Error('The payment is not among what was allocated')
    const text = (minor: bigint) => formatMoney(money(minor, from.currency))
    const changed = [...done.after.values()].filter((item) => item.id !== id)
    const sum = done.allocations.reduce((total, { allocation }) => total + allocation.amountMinor, 0n)
    const left = from.openMinor > 0n ? `, ${text(from.openMinor)} left` : ''
    const [only] = changed.length === 1 ? changed : []
    return {
      headline: `${text(sum)} of ${from.name} allocated${left}`,
      changes: changed.map((item) => ({
        label: `${item.name} open`,
        before: { money: money(done.before.get(item.id)?.openMinor ?? 0n, item.currency) },
        after: { money: money(item.openMinor, item.currency) },
      })),
      ...(only
        ? {
            undo: {
              command: 'payment unallocate',
              args: { from: from.name, to: only.name },
              versions: versionsAfter(done.after),
            },
          }
        : {}),
      data: {
        from: from.name,
        currency: from.currency,
        allocated: toDecimal(money(sum, from.currency)),
        left: toDecimal(money(from.openMinor, from.currency)),
        documents: changed.map((item) => ({
          document: item.name,
          status: item.status,
          open: toDecimal(money(item.openMinor, item.currency)),
        })),
      },
    }
  },
})
