import { inWorkspace } from '../../../db/in-workspace.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { requireMoved } from '../../../domain/billing/kept-in.js'
import { type InvoicePayment, payInvoice, planInvoicePayment } from '../../../domain/billing/pay-invoice.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, type Money, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith, moneyCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, type RecordRef, target } from '../params.js'
import { advanceFields, differenceFields, entrySections } from '../payment/payment-preview.js'
import { previewOf } from '../preview-hash.js'
import { invoiceActions } from './invoice-actions.js'
import { requireInvoiceCurrency } from './said-of-invoice.js'

type Args = {
  invoice: RecordRef
  amount?: Money | undefined
  date?: IsoDate | undefined
  reference?: string | undefined
  account?: Money | undefined
  discount?: Money | undefined
  fee?: Money | undefined
  withheld?: Money | undefined
}

export default defineCommand({
  name: 'invoice pay',
  summary: 'Record a payment that came in: what is open, or another amount; with a discount, fee or withheld tax',
  example: 'invoice pay INV-2026-0042 amount:1500 date:2026-11-20',
  params: {
    invoice: target('invoice', 'Invoice'),
    amount: optional('amount', 'Amount', { hint: 'By default what is open' }),
    date: optional('date', 'Received on'),
    reference: optional('text', 'Reference', { hint: 'What the bank statement says' }),
    discount: optional('amount', 'Discount taken', { hint: 'Settles as much, with its share of the tax' }),
    fee: optional('amount', 'Bank’s fee', { hint: 'Kept by the bank; settles as much' }),
    withheld: optional('amount', 'Tax withheld'),
    account: optional('amount', 'Came in as', { hint: 'Where the bank account is in another currency' }),
  },
  needs: 'invoice.pay',
  aliases: ['invoice paid'],
  risk: 'consequential',
  preview: async (context, args) => {
    const { db, scope } = context
    const plan = await inWorkspace(db, scope, async (tx) => {
      await requireInvoiceCurrency(tx, args.invoice.id, [args.discount, args.fee, args.withheld])
      const planned = await planInvoicePayment(tx, inputOf(args, context.today))
      await requireMoved(tx, planned.parts[0]?.payment, args.account)
      return planned
    })
    refuseOthers(context.asker, 'invoice.pay', plan.invoice)
    const accounts = await context.read(listAccounts)
    const { invoice, amount } = plan
    const cell = (minor: bigint) => moneyCell(minor === 0n ? null : money(minor, amount.currency))
    const held = plan.parts.reduce((sum, { payment }) => sum + payment.unappliedMinor, 0n)
    const shown = {
      headline: `Record ${formatMoney(amount)} from ${plan.party} for ${invoiceName(invoice)}?`,
      fields: fieldsWith([
        ['Customer', plan.party],
        ['Received', { date: args.date ?? context.today }],
        ['Amount', cell(amount.minor)],
        ...differenceFields(plan),
        ['Stays open', cell(plan.after.get(invoice.id)?.openMinor ?? 0n)],
        ['Held on account', cell(held)],
        ...advanceFields(plan, context.workspace.baseCurrency),
        ['Reference', args.reference ?? null],
      ]),
      sections: entrySections(plan.parts, accounts),
    }
    return previewOf(shown, 'Record it', { [args.invoice.id]: invoice.version })
  },
  run: async (context, args, tx) => {
    await requireInvoiceCurrency(tx, args.invoice.id, [args.discount, args.fee, args.withheld])
    const { invoice, payment, payments } = await payInvoice(tx, inputOf(args, context.today))
    await requireMoved(tx, payment, args.account)
    refuseOthers(context.asker, 'invoice.pay', invoice)
    const name = invoiceName(invoice)
    const amount = (minor: bigint) => money(minor, invoice.currency)
    const ended = payments.length > 1 ? 'settled in full' : 'paid in full'
    const left = invoice.openMinor > 0n ? `${formatMoney(amount(invoice.openMinor))} still open` : ended
    const held = payment.unappliedMinor
    return {
      headline: `${payment.ref}: ${formatMoney(amount(payment.amountMinor))} for ${name}, ${left}`,
      ...(held > 0n ? { text: `${formatMoney(amount(held))} is more than was open and is held on account.` } : {}),
      actions: invoiceActions(context.asker, { ...invoice, name }),
      data: {
        invoice: name,
        payment: payment.ref,
        payments: payments.map(({ ref, method, amountMinor }) => ({
          ref,
          method,
          amount: toDecimal(amount(amountMinor)),
        })),
        currency: invoice.currency,
        amount: toDecimal(amount(payment.amountMinor)),
        open: toDecimal(amount(invoice.openMinor)),
        unapplied: toDecimal(amount(held)),
        status: invoice.status,
      },
    }
  },
})

function inputOf({ invoice, amount, date, reference, account, ...given }: Args, today: IsoDate): InvoicePayment {
  const { discount, fee, withheld } = given
  const differences = {
    ...(discount ? { discount: discount.minor } : {}),
    ...(fee ? { fee: fee.minor } : {}),
    ...(withheld ? { withholding: withheld.minor } : {}),
  }
  return {
    invoiceId: invoice.id,
    date: date ?? today,
    ...(amount ? { amount } : {}),
    ...(account ? { moved: account } : {}),
    ...(reference ? { reference } : {}),
    differences,
  }
}
