import { listDeals, sumDeals } from '../../../domain/crm/deal-list-store.js'
import { toDecimal } from '../../../lib/money.js'
import { counted } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { facetWords } from '../facet-words.js'
import { facetsIn } from '../own-values.js'
import { optional } from '../params.js'
import type { Action } from '../reply.js'
import { dealData, dealTable, isStaleDeal, sumText } from './deal-table.js'
import { dealQuestion } from './list-question.js'

/** As many as fit a screen; counts and totals are always of all. */
const SHOWN = 25

const newDeal: Action = { label: 'New deal…', do: { form: 'deal new', args: {} }, typed: 'deal new' }

export default defineCommand({
  name: 'deal list',
  summary: 'Your open deals, or those of somebody, of a stage or of a company',
  example: 'deal list all stage:negotiation',
  params: {
    whose: optional('choice', 'Whose', { target: true, choices: ['mine', 'all'] }),
    owner: optional('record', 'Owner', { record: 'staff' }),
    stage: optional('record', 'Stage', { record: 'stage' }),
    company: optional('record', 'Company', { record: 'company' }),
    status: optional('choice', 'Status', { choices: ['open', 'won', 'lost', 'any'] }),
    tag: optional('text', 'Tag'),
  },
  needs: 'deal.read',
  risk: 'read',
  bare: true,
  fieldsOf: 'deal',
  aliases: ['deal mine'],
  run: async (context, args) => {
    const facets = facetsIn(context, 'deal list', args)
    const narrowed = facetWords(context, 'deal', facets)
    const { filter: asked, say } = dealQuestion(context.asker.id, { ...args, facets })
    const filter = { ...asked, owners: context.asker.owners('deal.read') }
    const [deals, totals] = await context.read((read) =>
      Promise.all([listDeals(read, filter, SHOWN), sumDeals(read, filter)]),
    )
    const count = totals.reduce((sum, total) => sum + total.count, 0)
    const sum = sumText(totals)
    const stale = deals.filter((deal) => isStaleDeal(context, deal)).length
    return {
      headline: `${say(count)}${narrowed.length > 0 ? ` (${narrowed.join(', ')})` : ''}${sum && `: ${sum}`}`,
      ...(count > 0 ? { table: dealTable(context, deals, totals) } : {}),
      notes:
        stale > 0
          ? [
              `${counted(stale, 'deal')} ${stale === 1 ? 'is' : 'are'} stale: longer in the stage than the pipeline allows.`,
            ]
          : [],
      actions: context.asker.may('deal.write') ? [newDeal] : [],
      data: {
        count,
        totals: totals.map(({ amount, count }) => ({ currency: amount.currency, amount: toDecimal(amount), count })),
        deals: deals.map((deal) => dealData(context, deal)),
      },
    }
  },
})
