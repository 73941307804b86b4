import { FORECASTS } from '../../../domain/crm/deal.js'
import { type DealFilter, listDealIds } from '../../../domain/crm/deal-list-store.js'
import { listStageRows } from '../../../domain/crm/stage-list-store.js'
import { readTagEdits } from '../../../domain/crm/tag.js'
import { invalid } from '../../../lib/errors.js'
import { valid } from '../../../lib/valid.js'
import { type Bulk, previewBulk, runBulk } from '../bulk.js'
import { defined } from '../company/company-params.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { readListWords } from '../list-words.js'
import { facetsIn, ownValues } from '../own-values.js'
import { type ArgsOf, clearable, optional, type RecordRef, required } from '../params.js'
import { dealQuestion } from './list-question.js'

const params = {
  where: required('text', 'Which', { target: true, hint: 'As behind deal list: tag:berlin owner:dana@example.com' }),
  owner: optional('record', 'Owner', { record: 'staff' }),
  stage: optional('record', 'Stage', { record: 'stage' }),
  close: clearable('date', 'Expected close'),
  forecast: clearable('choice', 'Forecast', { choices: FORECASTS }),
  source: clearable('text', 'Source'),
  tag: optional('text', 'Tags', { hint: 'berlin adds one, -berlin takes it away' }),
}

export default defineCommand({
  name: 'deal bulk',
  summary: 'Change many deals at once: previewed, confirmed once, and taken back by one Undo',
  example: 'deal bulk "stage:negotiation" close:2026-12-31',
  params,
  needs: 'deal.write',
  risk: 'consequential',
  fieldsOf: 'deal',
  preview: async (context, args) => previewBulk(context, await bulkOf(context, args)),
  run: async (context, args, tx) => runBulk(context, await bulkOf(context, args), tx),
})

async function bulkOf(context: CommandContext, args: ArgsOf<typeof params>): Promise<Bulk> {
  const asked = await readListWords(context, 'deal list', args.where)
  const facets = await facetsIn(context, 'deal list', asked)
  const { filter } = dealQuestion({ ...context.asker, today: context.today }, { ...asked, facets })
  const custom = ownValues(context, 'deal bulk', args)
  const columns = defined({
    owner_id: args.owner?.id,
    stage_id: args.stage && (await openStage(context, args.stage, filter)),
    expected_close: args.close,
    forecast_category: args.forecast,
    source: args.source,
  })
  const tags = args.tag === undefined ? undefined : valid(readTagEdits(args.tag))
  if (Object.keys({ ...columns, ...custom }).length === 0 && !tags)
    throw invalid('Say what is to change: owner:, stage:, close:, tag: or a field of your own.')
  return {
    kind: 'deal',
    many: 'deals',
    ids: (read, owners) => listDealIds(read, { ...filter, owners }),
    change: {
      columns,
      ...(tags ? { tags } : {}),
      ...(Object.keys(custom).length > 0 ? { custom } : {}),
    },
    labels: {
      owner_id: 'Owner',
      stage_id: 'Stage',
      expected_close: 'Expected close',
      forecast_category: 'Forecast',
      source: 'Source',
    },
  }
}

/** Deals are won and lost one by one, with a day and a reason. Throws `invalid`. */
async function openStage({ read }: CommandContext, { id, title }: RecordRef, { status }: DealFilter): Promise<string> {
  const [stage] = await read((scope) => listStageRows(scope, { ids: [id] }))
  if (stage?.kind !== 'open')
    throw invalid(
      `Deals are won and lost one by one: deal win DEAL-12, deal lose DEAL-12. ${title} is no stage of open ones.`,
    )
  if (status !== 'open')
    throw invalid('Only open deals move to another stage: leave status: and stage: of closed ones out.')
  return id
}
