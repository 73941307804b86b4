import { FORECASTS } from '../../../domain/crm/deal.js'
import { listDeals, sumWithStale } from '../../../domain/crm/deal-list-store.js'
import { counted } from '../../../lib/counted.js'
import { toDecimal } from '../../../lib/money.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { facetWords } from '../facet-words.js'
import { changeAll } from '../list-words.js'
import { facetsIn } from '../own-values.js'
import { listButtons, listReply, PAGE_PARAMS, pageAsked } from '../paging.js'
import { type ArgsOf, optional } from '../params.js'
import type { Action } from '../reply.js'
import { dealData, dealTable, sumText } from './deal-table.js'
import { dealQuestion, WHOSE } from './list-question.js'

/** As many as fit a screen; counts and totals are always of all. */
const SHOWN = 25

const params = {
  whose: optional('choice', 'Whose', { target: true, choices: WHOSE }),
  owner: optional('record', 'Owner', { record: 'staff' }),
  pipeline: optional('record', 'Pipeline', { record: 'pipeline' }),
  stage: optional('record', 'Stage', { record: 'stage' }),
  company: optional('record', 'Company', { record: 'company' }),
  status: optional('choice', 'Status', { choices: ['open', 'won', 'lost', 'any'] }),
  forecast: optional('choice', 'Forecast', { choices: FORECASTS }),
  stale: optional('flag', 'Stale ones', { hint: 'Longer in their stage than it allows' }),
  closing: optional('flag', 'To close this month'),
  amount: optional('compared', 'Amount', { hint: '>10k, 10k..50k' }),
  close: optional('compared', 'Expected close', { hint: '<2026-12-31, this-quarter' }),
  created: optional('compared', 'Created', { hint: '2026-11, last-30-days' }),
  probability: optional('compared', 'Probability', { hint: '>=50' }),
  tag: optional('text', 'Tag'),
  ...PAGE_PARAMS,
}

export default defineCommand({
  name: 'deal list',
  summary:
    'Your open deals, your team’s, or all; of an owner, stage, pipeline, company; stale ones; `amount:>10k`, `close:this-quarter`',
  example: 'deal list all stage:negotiation',
  params,
  needs: 'deal.read',
  risk: 'read',
  bare: true,
  fieldsOf: 'deal',
  aliases: ['deal mine'],
  run: async (context, args) => {
    const { asker, today } = context
    const facets = await facetsIn(context, 'deal list', args)
    const narrowed = facetWords(context, 'deal', facets)
    const { filter: asked, say } = dealQuestion({ ...asker, today }, { ...args, facets })
    const filter = { ...asked, owners: asker.owners('deal.read') }
    const page = pageAsked(args, SHOWN)
    const moment = { today, timeZone: asker.timeZone }
    const [deals, totals] = await context.read((read) =>
      Promise.all([listDeals(read, filter, page.limit, page.offset), sumWithStale(read, filter, moment)]),
    )
    const count = totals.reduce((sum, total) => sum + total.count, 0)
    const stale = totals.reduce((sum, total) => sum + total.stale, 0)
    const sum = sumText(totals)
    return listReply(
      {
        headline: `${say(count)}${narrowed.length > 0 ? ` (${narrowed.join(', ')})` : ''}${sum && `: ${sum}`}`,
        ...(deals.length > 0 ? { table: dealTable(context, deals, totals, { offset: page.offset }) } : {}),
        notes:
          stale > 0
            ? [
                `${counted(stale, 'deal')} ${stale === 1 ? 'is' : 'are'} stale: longer in the stage than the pipeline allows.`,
              ]
            : [],
        actions: [
          ...(asker.may('deal.write') ? [newDeal] : []),
          ...filters(context, args, stale),
          ...changeAll(context, 'deal', args, count),
          ...listButtons('deal list', args, page, count),
        ],
        data: {
          count,
          stale,
          totals: totals.map(({ amount, count }) => ({ currency: amount.currency, amount: toDecimal(amount), count })),
          deals: deals.map((deal) => dealData(context, deal)),
        },
      },
      args,
      'deals',
    )
  },
})

const newDeal: Action = { label: 'New deal…', do: { form: 'deal new', args: {} }, typed: 'deal new' }

const LABELS: Record<(typeof WHOSE)[number], string> = {
  mine: 'Mine',
  team: 'My team’s',
  all: 'All',
  stale: 'Stale',
  closing: 'Closing this month',
}

/** The other lists that people ask for, those that can have something in them. */
function filters({ asker }: CommandContext, { whose = 'mine' }: ArgsOf<typeof params>, stale: number): Action[] {
  const shown = WHOSE.filter(
    (each) =>
      each !== whose &&
      (each !== 'stale' || stale > 0) &&
      (each !== 'team' || asker.team.length > 1) &&
      (each !== 'all' || asker.reach('deal.read') !== 'own'),
  )
  return shown.map((each) => ({
    label: LABELS[each],
    do: { command: 'deal list', args: { whose: each } },
    typed: `deal list ${each}`,
  }))
}
