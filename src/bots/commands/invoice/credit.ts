import { inWorkspace } from '../../../db/in-workspace.js'
import type { NewCredit } from '../../../domain/billing/credit-invoice.js'
import type { Credited } from '../../../domain/billing/credit-lines.js'
import { creditOrAsk, planCreditOrAsk } from '../../../domain/billing/credit-or-ask.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, type Money, money, toDecimal } from '../../../lib/money.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { fieldsWith, moneyCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, type RecordRef, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { invoiceActions } from './invoice-actions.js'
import { entryTable, postingTitle } from './posting-table.js'
import { requireInvoiceCurrency } from './said-of-invoice.js'

type Args = {
  invoice: RecordRef
  amount?: Money | undefined
  lines?: string | undefined
  reason?: string | undefined
  tax?: string | undefined
  date?: IsoDate | undefined
}

export default defineCommand({
  name: 'invoice credit',
  summary: 'Credit an issued invoice: all that is left of it, some lines, or a net amount',
  example: 'invoice credit INV-2026-0042 lines:2 reason:"Workshop was cancelled"',
  params: {
    invoice: target('invoice', 'Invoice'),
    amount: optional('amount', 'Net amount', { hint: 'Spread over its tax codes as the invoice is' }),
    lines: optional('text', 'Lines', { hint: 'By their position: 1,3' }),
    reason: optional('text', 'Reason', { hint: 'Stands on the credit note', multiline: true }),
    date: optional('date', 'Date'),
    tax: optional('text', 'Tax code', {
      options: 'sales-tax',
      hint: 'Only of an invoice of an earlier system, where its code is not known',
    }),
  },
  needs: 'invoice.issue',
  aliases: ['invoice cancel'],
  risk: 'consequential',
  preview: async (context, args) => {
    const { db, scope } = context
    const plan = await inWorkspace(db, scope, async (tx) => {
      await requireInvoiceCurrency(tx, args.invoice.id, [args.amount])
      return planCreditOrAsk(tx, inputOf(args, context.today))
    })
    refuseOthers(context.asker, 'invoice.issue', plan.invoice)
    const accounts = await context.read(listAccounts)
    const amount = (minor: bigint) => money(minor, plan.invoice.currency)
    const cell = (minor: bigint) => moneyCell(minor === 0n ? null : amount(minor))
    const shown = {
      headline: `${plan.asks ? 'Ask to credit' : 'Credit'} ${formatMoney(amount(plan.credit.totalMinor))} of ${invoiceName(plan.invoice)} to ${plan.customer}?`,
      ...(plan.asks && { text: 'A second person is asked first; then exactly this is posted.' }),
      fields: fieldsWith([
        ['Customer', plan.customer],
        ['Net', cell(plan.credit.netMinor)],
        ['Tax', cell(plan.credit.taxMinor)],
        ['Total', cell(plan.credit.totalMinor)],
        ['Settles of the invoice', cell(plan.taken?.allocation.amountMinor ?? 0n)],
        ['Invoice stays open', cell(plan.taken?.to.openMinor ?? 0n)],
        ['Held to pay back', cell(plan.credit.openMinor)],
        ['Reason', args.reason ?? null],
      ]),
      sections: [
        {
          title: 'Lines',
          lines: plan.lines.map((line) => `${line.description}: ${formatMoney(amount(line.netMinor))}`),
        },
        { title: postingTitle(plan.entry), table: entryTable(plan.entry, accounts) },
      ],
      notes: [`It gets its number when ${plan.asks ? 'it is approved' : 'you confirm'}.`],
    }
    return previewOf(shown, plan.asks ? 'Ask for approval' : 'Credit it', { [args.invoice.id]: plan.invoice.version })
  },
  run: async (context, args, tx) => {
    await requireInvoiceCurrency(tx, args.invoice.id, [args.amount])
    const { credit, invoice, taken, customer, asked } = await creditOrAsk(tx, inputOf(args, context.today))
    refuseOthers(context.asker, 'invoice.issue', invoice)
    const name = invoiceName(credit)
    const amount = (minor: bigint) => money(minor, credit.currency)
    if (asked !== null) {
      const what = `${formatMoney(amount(credit.totalMinor))} of ${invoiceName(invoice)} to be credited to ${customer}`
      return {
        ...(await askedReply(context, tx, approvalKind('credit'), asked, what)),
        data: { approval: asked.ref, state: 'asked', invoice: invoiceName(invoice) },
      }
    }
    const held = credit.openMinor
    return {
      headline: `${name}: ${formatMoney(amount(credit.totalMinor))} of ${invoiceName(invoice)} credited to ${customer}`,
      ...(held > 0n ? { text: `${formatMoney(amount(held))} is held to be paid back: payment refund ${name}` } : {}),
      actions: invoiceActions(context.asker, { ...credit, name }),
      data: {
        creditNote: name,
        invoice: invoiceName(invoice),
        currency: credit.currency,
        net: toDecimal(amount(credit.netMinor)),
        tax: toDecimal(amount(credit.taxMinor)),
        total: toDecimal(amount(credit.totalMinor)),
        held: toDecimal(amount(held)),
        invoiceOpen: toDecimal(amount(taken?.to.openMinor ?? invoice.openMinor)),
        invoiceStatus: taken?.to.status ?? invoice.status,
      },
    }
  },
})

const inputOf = (args: Args, today: IsoDate): NewCredit => ({
  invoiceId: args.invoice.id,
  date: args.date ?? today,
  credited: creditedOf(args),
  ...(args.reason ? { reason: args.reason } : {}),
  ...(args.tax ? { taxCode: args.tax } : {}),
})

function creditedOf({ amount, lines }: Args): Credited {
  if (amount && lines) throw invalid('Say either lines or an amount, not both.')
  if (amount) return { netMinor: amount.minor }
  if (!lines) return 'rest'
  const positions = lines
    .split(/[,\s]+/)
    .filter(Boolean)
    .map(Number)
  if (positions.some((position) => !Number.isInteger(position) || position < 1))
    throw invalid(`"${lines}" names no lines. Write their positions, such as lines:1,3.`)
  return { positions: [...new Set(positions)] }
}
