import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { askRefund } from '../../../domain/billing/ask-refund.js'
import { type NewRefund, planRefund } from '../../../domain/billing/refund.js'
import { findItem } from '../../../domain/billing/settlement-names.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, type Money, money, toDecimal } from '../../../lib/money.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { entrySections, versionsOf } from './payment-preview.js'

type Args = {
  of: string
  amount?: Money | undefined
  date?: IsoDate | undefined
  reference?: string | undefined
}

export default defineCommand({
  name: 'payment refund',
  summary: 'Pay back what a credit note or a payment has left; a second person approves it',
  example: 'payment refund CN-2026-0007',
  params: {
    of: required('text', 'Credit note or payment', { target: true }),
    amount: optional('amount', 'Amount', { hint: 'By default all that is left' }),
    date: optional('date', 'Paid back on'),
    reference: optional('text', 'Reference'),
  },
  needs: 'payment.write',
  risk: 'consequential',
  preview: async (context, args) => {
    const { db, scope } = context
    const plan = await inWorkspace(db, scope, async (tx) => planRefund(tx, await inputOf(tx, args, context.today)))
    const accounts = await context.read(listAccounts)
    const { payment } = plan.part
    const { currency } = payment
    const shown = {
      headline: `Ask to pay ${formatMoney(money(payment.amountMinor, currency))} back${payment.direction === 'out' ? ' to' : ', by'} ${plan.party}?`,
      text: 'A second person is asked first; then exactly this is posted.',
      fields: fieldsWith([
        ['Of', plan.before.name],
        ['Date', { date: payment.date }],
        ['Left of it then', { money: money(plan.after.openMinor, currency) }],
        ['Reference', payment.reference],
      ]),
      sections: entrySections([plan.part], accounts),
    }
    return previewOf(shown, 'Ask for approval', versionsOf(new Map([[plan.before.id, plan.before]])))
  },
  run: async (context, args, tx) => {
    const { part, before, after, party, asked } = await askRefund(tx, await inputOf(tx, args, context.today))
    const { amountMinor, currency, direction } = part.payment
    const amount = money(amountMinor, currency)
    const what = `${formatMoney(amount)} of ${before.name} to be paid back ${direction === 'out' ? 'to' : 'by'} ${party}`
    return {
      ...(await askedReply(context, tx, approvalKind('refund'), asked, what)),
      data: {
        approval: asked.ref,
        state: 'asked',
        of: before.name,
        currency,
        amount: toDecimal(amount),
        left: toDecimal(money(after.openMinor, currency)),
      },
    }
  },
})

async function inputOf(tx: Tx, { of, amount, date, reference }: Args, today: IsoDate): Promise<NewRefund> {
  const { kind, id } = await findItem(tx, of)
  return {
    of: { kind, id },
    date: date ?? today,
    ...(amount ? { amountMinor: amount.minor } : {}),
    ...(reference ? { reference } : {}),
  }
}
