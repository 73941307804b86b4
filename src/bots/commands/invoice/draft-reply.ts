import type { NewLine } from '../../../domain/billing/invoice-line.js'
import type { InvoiceWithLines } from '../../../domain/billing/invoice-store.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import type { Asker, Done } from '../define-command.js'
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

/** Lines as one text, for the Undo alone: amounts as digits, since JSON has no large whole numbers. */
const linesText = (lines: readonly NewLine[]): string =>
  JSON.stringify(lines, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))

/** The other way. Throws `invalid` for what is no such text. */
export function linesFrom(text: string): NewLine[] {
  try {
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
    ) as NewLine[]
  } catch {
    throw invalid('These are no lines of an invoice.')
  }
}
