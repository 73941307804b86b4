import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { type NewRefund, planRefund, recordRefund } from '../../../domain/billing/refund.js'
import { findItem } from '../../../domain/billing/settlement-names.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, type Money, money, toDecimal } from '../../../lib/money.js'
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
  summary: 'Record what was paid back: of a credit note, or of what a payment has on account',
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
      headline: `Record ${formatMoney(money(payment.amountMinor, currency))} paid back ${payment.direction === 'out' ? 'to' : 'by'} ${plan.party}?`,
      fields: fieldsWith([
        ['Of', plan.before.name],
        ['Date', { date: payment.date }],
        ['Left of it then', { money: money(plan.after.openMinor, currency) }],
        ['Reference', payment.reference],
      ]),
      sections: entrySections([plan.part], accounts),
    }
    return previewOf(shown, 'Record it', versionsOf(new Map([[plan.before.id, plan.before]])))
  },
  run: async (context, args, tx) => {
    const { payment, before, after, party } = await recordRefund(tx, await inputOf(tx, args, context.today))
    const amount = money(payment.amountMinor, payment.currency)
    return {
      headline: `${payment.ref}: ${formatMoney(amount)} of ${before.name} paid back ${payment.direction === 'out' ? 'to' : 'by'} ${party}`,
      data: {
        payment: payment.ref,
        of: before.name,
        currency: payment.currency,
        amount: toDecimal(amount),
        left: toDecimal(money(after.openMinor, payment.currency)),
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
