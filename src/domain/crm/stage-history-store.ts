import type { SqlScope } from '../../db/sql-workspace.js'

/** A stage that a deal came into. */
export type StageVisit = { stage: string; pipeline: string; at: Date; by: string | null }

/** The way of a deal through its stages, from its beginning. */
export const listStageVisits = ({ sql, scope }: SqlScope, dealId: string): Promise<StageVisit[]> => sql<StageVisit[]>`
  select s.name as stage, p.name as pipeline, c.at, f.name as by
    from stage_change c
    join stage s on s.workspace_id = c.workspace_id and s.id = c.to_stage_id
    join pipeline p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    left join staff f on f.workspace_id = c.workspace_id and f.id = c.by_id
   where c.workspace_id = ${scope.workspaceId} and c.deal_id = ${dealId} order by c.at, c.id`
