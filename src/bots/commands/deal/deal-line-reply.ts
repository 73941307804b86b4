import type { ChangedLines } from '../../../domain/crm/change-deal-lines.js'
import { type DealLine, dealLineNet } from '../../../domain/crm/deal-line.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import type { Asker, Done } from '../define-command.js'
import { linesText } from '../lines-text.js'
import { dealActions } from './deal-actions.js'

/** What is answered when a deal's lines have changed: all of them, their sum, and an Undo that puts the old ones back. */
export function dealLinesReply(asker: Asker, said: string, { before, lines, deal }: ChangedLines): Done {
  const amount = (minor: bigint) => money(minor, deal.currency)
  return {
    headline: `${said}: ${deal.ref} ${deal.title}${deal.amount ? ` comes to ${formatMoney(deal.amount)}` : ' has no lines'}`,
    ...(lines.length > 0 && {
      sections: [{ title: 'Lines', lines: lines.map((line, i) => `${i + 1}. ${lineText(line, deal.currency)}`) }],
    }),
    actions: dealActions(asker, deal),
    undo: {
      command: 'deal put-lines',
      args: { deal: deal.ref, lines: linesText(before) },
      versions: { [deal.id]: deal.version },
    },
    data: {
      deal: deal.ref,
      currency: deal.currency,
      amount: deal.amount && toDecimal(deal.amount),
      lines: lines.map((line) => ({
        description: line.description,
        quantity: Number(line.quantityMilli) / 1000,
        price: toDecimal(amount(line.unitPriceMinor)),
        net: toDecimal(amount(dealLineNet(line))),
        delivery: line.deliveryOn,
      })),
    },
  }
}

const lineText = (line: DealLine, currency: string): string =>
  [
    `${line.description}: ${formatMoney(money(dealLineNet(line), currency))}`,
    line.quantityMilli !== 1000n &&
      `${Number(line.quantityMilli) / 1000} × ${formatMoney(money(line.unitPriceMinor, currency))}`,
    line.discountBp > 0 && `less ${line.discountBp / 100} %`,
    line.deliveryOn && `delivery ${line.deliveryOn}`,
  ]
    .filter(Boolean)
    .join(', ')
