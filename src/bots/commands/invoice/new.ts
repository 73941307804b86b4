import { draftInvoice } from '../../../domain/billing/draft-invoice.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { invoiceActions } from './invoice-actions.js'

export default defineCommand({
  name: 'invoice new',
  summary: 'Draft an invoice of one line; nothing is posted or numbered until it is issued',
  example: 'invoice new "Consulting in October" company:Acme amount:4500',
  params: {
    description: required('text', 'What for', { target: true }),
    company: required('record', 'Customer', { record: 'company', setsCurrency: true }),
    amount: required('amount', 'Net amount'),
    tax: optional('text', 'Tax code', { options: 'sales-tax', hint: 'By default what fits the customer' }),
    date: optional('date', 'Meant for'),
    terms: optional('integer', 'Days to pay', { hint: 'By default the customer’s' }),
    contact: optional('record', 'Contact', { record: 'contact' }),
    po: optional('text', 'Their order number'),
    note: optional('text', 'Note on the invoice', { multiline: true }),
  },
  needs: 'invoice.write',
  aliases: ['invoice add', 'invoice create', 'invoice draft'],
  risk: 'reversible',
  run: async (context, args, tx) => {
    const line = {
      description: args.description,
      unitPriceMinor: args.amount.minor,
      ...(args.tax ? { taxCode: args.tax } : {}),
    }
    const invoice = await draftInvoice(tx, {
      companyId: args.company.id,
      lines: [line],
      currency: args.amount.currency,
      draftDate: args.date ?? context.today,
      ownerId: context.asker.id,
      contactId: args.contact?.id ?? null,
      poNumber: args.po ?? null,
      note: args.note ?? null,
      ...(args.terms === undefined ? {} : { termsDays: args.terms }),
    })
    const amount = (minor: bigint) => money(minor, invoice.currency)
    return {
      headline: `${invoice.ref} for ${args.company.title}: ${formatMoney(amount(invoice.totalMinor))}`,
      fields: fieldsWith([
        ['Net', { money: amount(invoice.netMinor) }],
        ['Tax', { money: amount(invoice.taxMinor) }],
        ['Meant for', { date: invoice.draftDate }],
        ['Days to pay', invoice.termsDays],
      ]),
      actions: invoiceActions(context.asker, { ...invoice, name: invoice.ref }),
      undo: { command: 'invoice void', args: { invoice: invoice.ref }, versions: { [invoice.id]: invoice.version } },
      data: { invoice: invoice.ref, currency: invoice.currency, total: toDecimal(amount(invoice.totalMinor)) },
    }
  },
})
