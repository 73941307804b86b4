import { shownStatus } from '../../../domain/billing/quote.js'
import { countQuotes, listQuotes } from '../../../domain/billing/quote-list-store.js'
import { toDecimal } from '../../../lib/money.js'
import { dateCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { pageButtons, pageOf } from '../paging.js'
import { optional } from '../params.js'

const SHOWN = 20

export default defineCommand({
  name: 'quote list',
  summary: 'Your quotes, or all; of a status, a deal or a company',
  example: 'quote list sent',
  params: {
    whose: optional('choice', 'Whose', { choices: ['mine', 'all'] }),
    status: optional('choice', 'Status', {
      target: true,
      choices: ['draft', 'sent', 'expired', 'accepted', 'declined', 'all'],
    }),
    deal: optional('record', 'Deal', { record: 'deal' }),
    company: optional('record', 'Company', { record: 'company' }),
    page: optional('integer', 'Page'),
  },
  needs: 'quote.read',
  risk: 'read',
  bare: true,
  run: async (context, args) => {
    const { asker, today } = context
    const { deal, company, status } = args
    const mine = args.whose === 'mine' || !(deal || company || args.whose === 'all' || status === 'all')
    const filter = {
      owners: asker.owners('quote.read'),
      ...(mine && { ownerId: asker.id }),
      ...(deal && { dealId: deal.id }),
      ...(company && { companyId: company.id }),
      ...(status && status !== 'all' && { status: { is: status as 'draft', today } }),
    }
    const page = pageOf(args.page, SHOWN)
    const [quotes, total] = await context.read((read) =>
      Promise.all([listQuotes(read, filter, page), countQuotes(read, filter)]),
    )
    const kind = status && status !== 'all' ? `${status} ` : ''
    return {
      headline: `${mine ? 'You have' : total === 1 ? 'There is' : 'There are'} ${total === 0 ? 'no' : total} ${kind}${total === 1 ? 'quote' : 'quotes'}`,
      ...(quotes.length > 0 && {
        table: {
          columns: [
            { key: 'quote', label: 'Quote', type: 'record' },
            { key: 'company', label: 'Customer', type: 'record' },
            { key: 'status', label: 'Status', type: 'text' },
            { key: 'total', label: 'Total', type: 'money' },
            { key: 'until', label: 'Valid until', type: 'date' },
          ],
          rows: quotes.map((quote) => ({
            quote: { ref: quote.ref, title: quote.title },
            company: { ref: quote.company.ref, title: quote.company.name },
            status: shownStatus(quote, today),
            total: { money: quote.total },
            until: dateCell(quote.validUntil),
          })),
          ...(total > page.offset + quotes.length ? { more: total - page.offset - quotes.length } : {}),
        },
      }),
      actions: pageButtons('quote list', args, page, total),
      data: {
        count: total,
        quotes: quotes.map((quote) => ({
          ref: quote.ref,
          title: quote.title,
          status: shownStatus(quote, today),
          currency: quote.total.currency,
          total: toDecimal(quote.total),
        })),
      },
    }
  },
})
