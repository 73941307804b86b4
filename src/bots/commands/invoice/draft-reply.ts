import type { NewLine } from '../../../domain/billing/invoice-line.js'
import type { InvoiceWithLines } from '../../../domain/billing/invoice-store.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import type { Asker, Done } from '../define-command.js'
import { linesText } from '../lines-text.js'
import { invoiceActions } from './invoice-actions.js'

/** What is answered when a draft's lines have changed: all of them, the new total, and an Undo that puts the old ones back. */
export function linesReply(asker: Asker, said: string, before: readonly NewLine[], invoice: InvoiceWithLines): Done {
  const amount = (minor: bigint) => money(minor, invoice.currency)
  const text = (minor: bigint) => formatMoney(amount(minor))
  return {
    headline: `${said}: ${invoice.ref} comes to ${text(invoice.totalMinor)}`,
    sections: [
      {
        title: 'Lines',
        lines: invoice.lines.map(
          ({ position, description, netMinor, allowanceMinor }) =>
            `${position}. ${description}: ${text(netMinor + allowanceMinor)}`,
        ),
      },
    ],
    actions: invoiceActions(asker, { ...invoice, name: invoice.ref }),
    undo: {
      command: 'invoice put-lines',
      args: { invoice: invoice.ref, lines: linesText(before) },
      versions: { [invoice.id]: invoice.version },
    },
    data: {
      invoice: invoice.ref,
      currency: invoice.currency,
      total: toDecimal(amount(invoice.totalMinor)),
      lines: invoice.lines.map(({ position, description, netMinor, allowanceMinor }) => ({
        position,
        description,
        net: toDecimal(amount(netMinor + allowanceMinor)),
      })),
    },
  }
}
