import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { requireMoved } from '../../../domain/billing/kept-in.js'
import { type NewRefund, planRefund } from '../../../domain/billing/refund.js'
import { leavesUs, refundOrAsk } from '../../../domain/billing/refund-or-ask.js'
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
import { requireCurrency } from '../said-in.js'
import { entrySections, versionsOf } from './payment-preview.js'

type Args = {
  of: string
  amount?: Money | undefined
  date?: IsoDate | undefined
  reference?: string | undefined
  account?: Money | undefined
}

export default defineCommand({
  name: 'payment refund',
  summary:
    'Pay back what a credit note or a payment has left, approved by a second person; or record what a supplier paid back',
  example: 'payment refund CN-2026-0007',
  params: {
    of: required('text', 'Credit note or payment', { target: true }),
    amount: optional('amount', 'Amount', { hint: 'By default all that is left' }),
    date: optional('date', 'Paid back on'),
    reference: optional('text', 'Reference'),
    account: optional('amount', 'On the bank account', { hint: 'Where that is in another currency' }),
  },
  needs: 'payment.write',
  risk: 'consequential',
  preview: async (context, args) => {
    const { db, scope } = context
    const plan = await inWorkspace(db, scope, async (tx) => {
      const planned = await planRefund(tx, await inputOf(tx, args, context.today))
      await requireMoved(tx, planned.part.payment, args.account)
      return planned
    })
    const accounts = await context.read(listAccounts)
    const { payment } = plan.part
    const { currency } = payment
    const [ask, amount] = [leavesUs(plan), formatMoney(money(payment.amountMinor, currency))]
    const shown = {
      headline: ask ? `Ask to pay ${amount} back to ${plan.party}?` : `Record ${amount} paid back by ${plan.party}?`,
      ...(ask && { text: 'A second person is asked first; then exactly this is posted.' }),
      fields: fieldsWith([
        ['Of', plan.before.name],
        ['Date', { date: payment.date }],
        ['Left of it then', { money: money(plan.after.openMinor, currency) }],
        ['Reference', payment.reference],
      ]),
      sections: entrySections([plan.part], accounts),
    }
    return previewOf(
      shown,
      ask ? 'Ask for approval' : 'Record it',
      versionsOf(new Map([[plan.before.id, plan.before]])),
    )
  },
  run: async (context, args, tx) => {
    const outcome = await refundOrAsk(tx, await inputOf(tx, args, context.today))
    const { part, before, after, party, asked } = outcome
    await requireMoved(tx, part.payment, args.account)
    const { amountMinor, currency } = part.payment
    const amount = money(amountMinor, currency)
    const data = {
      of: before.name,
      currency,
      amount: toDecimal(amount),
      left: toDecimal(money(after.openMinor, currency)),
    }
    const what = `${formatMoney(amount)} of ${before.name}`
    if (asked === null)
      return {
        headline: `${outcome.ref}: ${what} paid back by ${party}`,
        data: { payment: outcome.ref, state: 'recorded', ...data },
      }
    return {
      ...(await askedReply(context, tx, approvalKind('refund'), asked, `${what} to be paid back to ${party}`)),
      data: { approval: asked.ref, state: 'asked', ...data },
    }
  },
})

async function inputOf(tx: Tx, { of, amount, date, reference, account }: Args, today: IsoDate): Promise<NewRefund> {
  const { kind, id, currency } = await findItem(tx, of)
  requireCurrency({ name: of, currency }, [amount])
  return {
    of: { kind, id },
    date: date ?? today,
    ...(amount ? { amountMinor: amount.minor } : {}),
    ...(account ? { moved: account } : {}),
    ...(reference ? { reference } : {}),
  }
}
