import type { SqlScope } from '../../../db/sql-workspace.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { number, percent, quoted, rounded, shareOf, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked, type Span } from '../span.js'

export default defineReport({
  name: 'conversion',
  title: 'Conversion and days in stage',
  summary: 'Of the deals that came into each stage: how many moved on, were won or lost, and how long they stayed',
  params: {
    pipeline: { type: 'record', record: 'pipeline', label: 'Pipeline', required: false },
    ...monthParams,
  },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, { pipeline, from, to }, { workspace, today, owners }) => {
    const span = monthsAsked({ from, to }, today, 12)
    const stages = await stageVisits(read, span, { owners: owners('deal.read'), pipelineId: pipeline?.id ?? null })
    const entered = stages.reduce((sum, stage) => sum + stage.entered, 0)
    const first = stages[0]
    return {
      summary: first ? `${first.won} of ${first.entered} that came into ${first.stage} were won` : 'no deals',
      columns: [
        text('stage', 'Stage'),
        number('entered', 'Came in'),
        number('moved', 'Moved on'),
        percent('movedShare', 'Moved on, of those'),
        number('won', 'Won since'),
        percent('wonShare', 'Won, of those'),
        number('lost', 'Lost from here'),
        number('days', 'Days here, median'),
      ],
      rows: stages.map(({ stage, entered, moved, won, lost, days }) => ({
        stage,
        entered,
        moved,
        movedShare: shareOf(moved, entered),
        won,
        wonShare: shareOf(won, entered),
        lost,
        days: rounded(days),
      })),
      totals: {},
      currency: workspace.baseCurrency,
      asOf: today,
      from: span.from,
      to: span.to,
      ...(entered === 0
        ? {}
        : {
            chart: {
              kind: 'bar' as const,
              title: 'Deals that came into each stage',
              unit: 'deals',
              categories: stages.map(({ stage }) => stage),
              series: [
                { name: 'Came in', values: stages.map((each) => each.entered) },
                { name: 'Moved on', values: stages.map(({ moved }) => moved) },
                { name: 'Won', values: stages.map(({ won }) => won) },
              ],
            },
          }),
      notes: [
        'A deal counts once a stage, in the month it first came in. Days are of stays that have ended, and of those that still run.',
      ],
      explain: stages.map(({ stage }) => `deal list all stage:${quoted(stage)} status:any`),
    }
  },
})

type StageVisits = {
  stage: string
  entered: number
  moved: number
  won: number
  lost: number
  days: number | null
}

/** Stages that are in use, in the order of the pipeline's steps. A stay ends with the next change of stage. */
const stageVisits = (
  read: SqlScope,
  { from, to }: Span,
  { owners, pipelineId }: { owners: Owners; pipelineId: string | null },
): Promise<StageVisits[]> => {
  const { sql, scope, now } = read
  return sql<StageVisits[]>`
    with stay as (
      select c.deal_id, c.to_stage_id as stage_id, c.at, lead(c.at) over w as left_at, lead(c.to_stage_id) over w as next_id
      from stage_change c where c.workspace_id = ${scope.workspaceId}
      window w as (partition by c.deal_id order by c.at, c.id)
    ), visit as (
      select s.stage_id, s.deal_id, min(s.at) as at,
        sum(extract(epoch from coalesce(s.left_at, case when d.status = 'open' then ${now}::timestamptz else s.at end) - s.at)) / 86400 as days,
        bool_or(n.position > t.position or n.kind = 'won') as moved, d.status = 'won' as won,
        d.status = 'lost' and bool_or(n.kind = 'lost' or (n.id is null and d.stage_id = s.stage_id)) as lost
      from stay s
      join deal d on d.workspace_id = ${scope.workspaceId} and d.id = s.deal_id ${amongOwners(read, sql`d.owner_id`, owners)}
      join stage t on t.workspace_id = ${scope.workspaceId} and t.id = s.stage_id
      left join stage n on n.workspace_id = ${scope.workspaceId} and n.id = s.next_id
      group by s.stage_id, s.deal_id, d.status)
    select s.name as stage, count(v.deal_id)::int as entered, count(*) filter (where v.moved)::int as moved,
      count(*) filter (where v.won)::int as won, count(*) filter (where v.lost)::int as lost,
      (percentile_cont(0.5) within group (order by v.days))::float8 as days
    from stage s join pipeline p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    left join visit v on v.stage_id = s.id and v.at >= ${from}::date and v.at < ${to}::date + 1
    where s.workspace_id = ${scope.workspaceId} and s.kind = 'open' and s.removed_at is null
      and (${pipelineId}::uuid is null or p.id = ${pipelineId}::uuid)
    group by p.position, s.position, s.id, s.name order by p.position, s.position`
}
