import { inWorkspace } from '../../../db/in-workspace.js'
import { askWriteOff } from '../../../domain/billing/ask-write-off.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { type NewWriteOff, planWriteOff } from '../../../domain/billing/write-off-invoice.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, type Money, money, toDecimal } from '../../../lib/money.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, type RecordRef, target } from '../params.js'
import { entrySections } from '../payment/payment-preview.js'
import { previewOf } from '../preview-hash.js'
import { requireInvoiceCurrency } from './said-of-invoice.js'

type Args = {
  invoice: RecordRef
  relief?: string | undefined
  amount?: Money | undefined
  reason?: string | undefined
  date?: IsoDate | undefined
}

export default defineCommand({
  name: 'invoice writeoff',
  summary: 'Give up what is open of an invoice, as bad debt, with its tax or without; a second person approves it',
  example: 'invoice writeoff INV-2026-0042 relief:no reason:"Insolvent"',
  params: {
    invoice: target('invoice', 'Invoice'),
    relief: optional('choice', 'Claim the tax back', {
      choices: ['yes', 'no'],
      hint: 'Must be said where there is tax',
    }),
    amount: optional('amount', 'Amount', { hint: 'By default all that is open' }),
    reason: optional('text', 'Reason'),
    date: optional('date', 'Date'),
  },
  needs: 'payment.write',
  aliases: ['invoice write-off'],
  risk: 'consequential',
  preview: async (context, args) => {
    const { db, scope } = context
    const plan = await inWorkspace(db, scope, async (tx) => {
      await requireInvoiceCurrency(tx, args.invoice.id, [args.amount])
      return planWriteOff(tx, inputOf(args, context.today))
    })
    const accounts = await context.read(listAccounts)
    const gone = plan.parts.reduce((sum, { payment }) => sum + payment.amountMinor, 0n)
    const amount = (minor: bigint) => money(minor, plan.invoice.currency)
    const shown = {
      headline: `Ask to write off ${formatMoney(amount(gone))} of ${invoiceName(plan.invoice)} to ${plan.party}?`,
      text: 'A second person is asked first; then exactly this is posted.',
      fields: fieldsWith([
        ['Customer', plan.party],
        ['Written off', { money: amount(gone) }],
        ['Stays open', { money: amount(plan.after.get(args.invoice.id)?.openMinor ?? 0n) }],
        ['Tax claimed back', args.relief ?? null],
        ['Reason', args.reason ?? null],
      ]),
      sections: entrySections(plan.parts, accounts),
    }
    return previewOf(shown, 'Ask for approval', { [args.invoice.id]: plan.invoice.version })
  },
  run: async (context, args, tx) => {
    await requireInvoiceCurrency(tx, args.invoice.id, [args.amount])
    const { invoice, parts, party, asked } = await askWriteOff(tx, inputOf(args, context.today))
    const gone = money(
      parts.reduce((sum, { payment }) => sum + payment.amountMinor, 0n),
      invoice.currency,
    )
    const name = invoiceName(invoice)
    return {
      ...(await askedReply(
        context,
        tx,
        approvalKind('write-off'),
        asked,
        `${formatMoney(gone)} of ${name}, ${party}, to be written off`,
      )),
      data: { approval: asked.ref, state: 'asked', invoice: name, currency: invoice.currency, amount: toDecimal(gone) },
    }
  },
})

const inputOf = ({ invoice, relief, amount, reason, date }: Args, today: IsoDate): NewWriteOff => ({
  invoiceId: invoice.id,
  date: date ?? today,
  ...(relief ? { relief: relief === 'yes' } : {}),
  ...(amount ? { amountMinor: amount.minor } : {}),
  ...(reason ? { reason } : {}),
})
