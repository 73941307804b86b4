import { inWorkspace } from '../../../db/in-workspace.js'
import { linesTelling } from '../../../domain/banking/match-store.js'
import { methodName } from '../../../domain/billing/payment.js'
import { planReversal, reversePayment } from '../../../domain/billing/reverse-payment.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { versionsOf } from './payment-preview.js'

export default defineCommand({
  name: 'payment reverse',
  summary: 'Take a payment back that bounced or was a mistake: its entry is reversed, what it settled is open again',
  example: 'payment reverse PAY-12 reason:"returned by the bank"',
  params: {
    payment: target('payment', 'Payment'),
    date: optional('date', 'On'),
    reason: optional('text', 'Reason'),
  },
  needs: 'payment.write',
  aliases: ['payment bounce'],
  risk: 'consequential',
  preview: async (context, { payment: { id }, date, reason }) => {
    const { db, scope, today } = context
    const { payment, along, allocations, items, lines } = await inWorkspace(db, scope, async (tx) => ({
      ...(await planReversal(tx, id, date ?? today)),
      lines: await linesTelling(tx, id),
    }))
    const amount = formatMoney(money(payment.amountMinor, payment.currency))
    const shown = {
      headline: `Reverse ${payment.ref} over ${amount}?`,
      fields: fieldsWith([
        ['On', { date: date ?? today }],
        ['Reason', reason ?? null],
        ['With it', along.map(({ ref, method }) => `${methodName[method]} ${ref}`).join(', ') || null],
        ...allocations.map(({ from, to, amountMinor }): [string, { money: ReturnType<typeof money> }] => [
          `${(items.get(to.id) ?? items.get(from.id))?.name ?? ''} opens by`,
          { money: money(amountMinor, payment.currency) },
        ]),
      ]),
      notes: [
        'Its entry is reversed by another one; nothing is deleted.',
        ...lines.map(
          (ref) =>
            `${ref} of the bank tells of it. If it was matched wrongly, take the match back instead: bank unmatch ${ref}. If the bank returned it, its line of the return is matched to this.`,
        ),
      ],
    }
    return previewOf(shown, 'Reverse it', { ...versionsOf(items), [`payment:${id}`]: payment.version })
  },
  run: async (context, { payment: { id }, date, reason }, tx) => {
    const done = await reversePayment(tx, { paymentId: id, date: date ?? context.today, ...(reason ? { reason } : {}) })
    const open = [...done.after.values()]
    const { ref, currency, amountMinor } = done.payment
    const names = open.map(({ name }) => name).join(', ')
    return {
      headline: `${ref} over ${formatMoney(money(amountMinor, currency))} is reversed${names ? `; open again: ${names}` : ''}`,
      data: {
        payment: ref,
        with: done.along.map((each) => each.ref),
        date: date ?? context.today,
        documents: open.map((item) => ({
          document: item.name,
          status: item.status,
          open: toDecimal(money(item.openMinor, item.currency)),
        })),
      },
    }
  },
})
