import { draftInvoiceFromDeal } from '../../../domain/billing/draft-invoice-from-deal.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { money, toDecimal } from '../../../lib/money.js'
import { dateCell, fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'deal invoice',
  summary: 'Draft the invoice of a won deal; nothing is posted or sent before it is issued',
  example: 'deal invoice DEAL-12',
  params: { deal: target('deal', 'Deal') },
  needs: 'invoice.write',
  aliases: ['deal bill'],
  risk: 'reversible',
  run: async (context, { deal }, tx) => {
    const invoice = await draftInvoiceFromDeal(tx, deal.id)
    refuseOthers(context.asker, 'invoice.write', { ref: deal.ref, ownerId: invoice.ownerId })
    const name = invoiceName(invoice)
    const total = money(invoice.totalMinor, invoice.currency)
    const args = { invoice: name }
    return {
      headline: `Drafted ${name} for ${deal.ref} ${deal.title}`,
      fields: fieldsWith([
        ['Total', { money: total }],
        ['Tax', invoice.taxMinor === 0n ? null : { money: money(invoice.taxMinor, invoice.currency) }],
        ['Dated', dateCell(invoice.draftDate)],
        ['Payable within', `${invoice.termsDays} days`],
        ['PO number', invoice.poNumber],
      ]),
      actions: [
        ...(context.asker.may('invoice.issue')
          ? [
              {
                label: 'Issue…',
                style: 'primary' as const,
                do: { command: 'invoice issue', args },
                typed: `invoice issue ${name}`,
              },
            ]
          : []),
        ...(context.asker.may('invoice.read')
          ? [{ label: 'Show', do: { command: 'invoice show', args }, typed: `invoice show ${name}` }]
          : []),
      ],
      undo: { command: 'invoice void', args, versions: { [invoice.id]: invoice.version } },
      data: { invoice: name, deal: deal.ref, total: toDecimal(total), currency: invoice.currency },
    }
  },
})
