import type { SqlScope } from '../../../db/sql-workspace.js'
import { addDays, instantOf } from '../../../lib/dates.js'
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
    const stages = await stageVisits(read, span, {
      owners: owners('deal.read'),
      pipelineId: pipeline?.id ?? null,
      timeZone: workspace.timeZone,
    })
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
      explain: stages.map(
        ({ stage, pipeline }) =>
          `report stage-changes where first:yes to:${quoted(stage)} to-stage.pipeline:${quoted(pipeline)} at:${span.from}..${span.to}`,
      ),
    }
  },
})

type StageVisits = {
  stage: string
  pipeline: string
  entered: number
  moved: number
  won: number
  lost: number
  days: number | null
}

/** Put together a stage at a time before stages are named. Stages that are in use, in the order of the pipeline's steps. A stay ends with the next change of stage. */
const stageVisits = (
  read: SqlScope,
  { from, to }: Span,
  { owners, pipelineId, timeZone }: { owners: Owners; pipelineId: string | null; timeZone: string },
): Promise<StageVisits[]> => {
  const { sql, scope, now } = read
  const [start, end] = [instantOf(from, 0, timeZone), instantOf(addDays(to, 1), 0, timeZone)]
  return sql<StageVisits[]>`
    with stay as (
      select c.deal_id, c.to_stage_id as stage_id, c.at, lead(c.at) over w as left_at, lead(c.to_stage_id) over w as next_id
      from stage_change c where c.workspace_id = ${scope.workspaceId}
      window w as (partition by c.deal_id order by c.at, c.id)
    ), came as (
      select s.stage_id, s.deal_id, d.status, d.stage_id = s.stage_id as is_there, min(s.at) as at,
        sum(extract(epoch from s.left_at - s.at)::float8) as seconds, max(s.at) filter (where s.left_at is null) as since,
        bool_or(n.position > t.position or n.kind = 'won') as moved, bool_or(n.kind = 'lost') as to_lost
      from stay s
      join deal d on d.workspace_id = ${scope.workspaceId} and d.id = s.deal_id and d.status <> 'withdrawn' ${amongOwners(read, sql`d.owner_id`, owners)}
      join stage t on t.workspace_id = ${scope.workspaceId} and t.id = s.stage_id and t.kind = 'open'
      left join stage n on n.workspace_id = ${scope.workspaceId} and n.id = s.next_id
      group by s.stage_id, s.deal_id, d.status, d.stage_id having min(s.at) >= ${start} and min(s.at) < ${end}
    ), visited as (
      select stage_id, count(*)::int as entered, count(*) filter (where moved)::int as moved, count(*) filter (where status = 'won')::int as won,
        count(*) filter (where status = 'lost' and (to_lost or (since is not null and is_there)))::int as lost,
        percentile_cont(0.5) within group (order by (coalesce(seconds, 0) + case when status = 'open' and since is not null
          then extract(epoch from ${now}::timestamptz - since)::float8 else 0 end) / 86400)::float8 as days
      from came group by stage_id)
    select s.name as stage, p.name as pipeline, coalesce(v.entered, 0) as entered, coalesce(v.moved, 0) as moved, coalesce(v.won, 0) as won,
      coalesce(v.lost, 0) as lost, v.days
    from stage s join pipeline p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    left join visited v on v.stage_id = s.id
    where s.workspace_id = ${scope.workspaceId} and s.kind = 'open' and s.removed_at is null
      and (${pipelineId}::uuid is null or p.id = ${pipelineId}::uuid)
    order by p.position, s.position`
}
