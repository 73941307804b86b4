import type { Discount } from '../../../domain/billing/document-discount.js'
import { discountDraft } from '../../../domain/billing/edit-draft.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, type Money, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { invoiceActions } from './invoice-actions.js'

export default defineCommand({
  name: 'invoice discount',
  summary: 'Give a discount on a whole draft: per cent, or a net amount; none:yes takes it off',
  example: 'invoice discount DRAFT-17 percent:5',
  params: {
    invoice: target('invoice', 'Draft'),
    percent: optional('percent', 'Per cent', { hint: 'Of all lines' }),
    amount: optional('amount', 'Net amount', { hint: 'Shared out to the tax codes' }),
    none: optional('flag', 'Nothing'),
  },
  needs: 'invoice.write',
  risk: 'reversible',
  run: async (context, { invoice: { id }, percent, amount, none }, tx) => {
    const { before, invoice } = await discountDraft(tx, id, discountOf(percent, amount, none))
    refuseOthers(context.asker, 'invoice.write', invoice)
    const { currency, ref } = invoice
    const total = money(invoice.totalMinor, currency)
    const allowance = invoice.lines.reduce((sum, { allowanceMinor }) => sum + allowanceMinor, 0n)
    return {
      headline: `${ref} comes to ${formatMoney(total)}`,
      changes: [{ label: 'Discount', before: inWords(before, currency), after: inWords(invoice, currency) }],
      actions: invoiceActions(context.asker, { ...invoice, name: ref }),
      undo: {
        command: 'invoice discount',
        args: { invoice: ref, ...argsOf(before, currency) },
        versions: { [invoice.id]: invoice.version },
      },
      data: {
        invoice: ref,
        currency,
        discount: toDecimal(money(allowance, currency)),
        net: toDecimal(money(invoice.netMinor, currency)),
        total: toDecimal(total),
      },
    }
  },
})

function discountOf(percent?: number, amount?: Money, none?: boolean): Discount {
  if ([percent !== undefined, amount !== undefined, none === true].filter(Boolean).length !== 1)
    throw invalid('Say one of percent:5, amount:50 or none:yes.')
  if (percent !== undefined && (percent <= 0 || percent > 100))
    throw invalid('A discount is above 0 and at most 100 %.')
  if (amount && amount.minor <= 0n) throw invalid('A discount is an amount above zero.')
  return {
    discountBp: percent === undefined ? null : Math.round(percent * 100),
    discountMinor: amount?.minor ?? null,
  }
}

const inWords = ({ discountBp, discountMinor }: Discount, currency: string): string =>
  discountBp !== null
    ? `${discountBp / 100} %`
    : discountMinor !== null
      ? formatMoney(money(discountMinor, currency))
      : 'none'

const argsOf = ({ discountBp, discountMinor }: Discount, currency: string): Record<string, unknown> =>
  discountBp !== null
    ? { percent: discountBp / 100 }
    : discountMinor !== null
      ? { amount: money(discountMinor, currency) }
      : { none: true }
