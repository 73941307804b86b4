import { inWorkspace } from '../../../db/in-workspace.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { type NewPayment, payInvoice, planPayment } from '../../../domain/billing/pay-invoice.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, type Money, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith, moneyCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, type RecordRef, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { invoiceActions } from './invoice-actions.js'
import { entryTable, postingTitle } from './posting-table.js'

type Args = {
  invoice: RecordRef
  amount?: Money | undefined
  date?: IsoDate | undefined
  reference?: string | undefined
}

export default defineCommand({
  name: 'invoice pay',
  summary: 'Record a payment that came in: what is open, or another amount',
  example: 'invoice pay INV-2026-0042 amount:1500 date:2026-11-20',
  params: {
    invoice: target('invoice', 'Invoice'),
    amount: optional('amount', 'Amount', { hint: 'By default what is open' }),
    date: optional('date', 'Received on'),
    reference: optional('text', 'Reference', { hint: 'What the bank statement says' }),
  },
  needs: 'invoice.pay',
  aliases: ['invoice paid'],
  risk: 'consequential',
  preview: async (context, args) => {
    const { db, scope } = context
    const plan = await inWorkspace(db, scope, (tx) => planPayment(tx, inputOf(args, context.today)))
    refuseOthers(context.asker, 'invoice.pay', plan.invoice)
    const accounts = await context.read(listAccounts)
    const { currency } = plan.payment
    const cell = (minor: bigint) => moneyCell(minor === 0n ? null : money(minor, currency))
    const shown = {
      headline: `Record ${formatMoney(money(plan.payment.amountMinor, currency))} from ${plan.customer} for ${invoiceName(plan.invoice)}?`,
      fields: fieldsWith([
        ['Customer', plan.customer],
        ['Received', { date: plan.payment.date }],
        ['Amount', cell(plan.payment.amountMinor)],
        ['Stays open', cell(plan.applied.openMinor)],
        ['Held on account', cell(plan.applied.unappliedMinor)],
        ['Reference', plan.payment.reference],
      ]),
      sections: [{ title: postingTitle(plan.entry), table: entryTable(plan.entry, accounts) }],
    }
    return previewOf(shown, 'Record it', { [args.invoice.id]: plan.invoice.version })
  },
  run: async (context, args, tx) => {
    const { invoice, payment } = await payInvoice(tx, inputOf(args, context.today))
    refuseOthers(context.asker, 'invoice.pay', invoice)
    const name = invoiceName(invoice)
    const amount = (minor: bigint) => money(minor, invoice.currency)
    const left = invoice.openMinor > 0n ? `${formatMoney(amount(invoice.openMinor))} still open` : 'paid in full'
    const held = payment.unappliedMinor
    return {
      headline: `${payment.ref}: ${formatMoney(amount(payment.amountMinor))} for ${name}, ${left}`,
      ...(held > 0n ? { text: `${formatMoney(amount(held))} is more than was open and is held on account.` } : {}),
      actions: invoiceActions(context.asker, { name, status: invoice.status }),
      data: {
        invoice: name,
        payment: payment.ref,
        currency: invoice.currency,
        amount: toDecimal(amount(payment.amountMinor)),
        open: toDecimal(amount(invoice.openMinor)),
        unapplied: toDecimal(amount(held)),
        status: invoice.status,
      },
    }
  },
})

const inputOf = ({ invoice, amount, date, reference }: Args, today: IsoDate): NewPayment => ({
  invoiceId: invoice.id,
  date: date ?? today,
  ...(amount ? { amount } : {}),
  ...(reference ? { reference } : {}),
})
