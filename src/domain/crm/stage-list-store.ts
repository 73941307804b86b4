import type { SqlScope } from '../../db/sql-workspace.js'
import { prefixEnd } from '../../lib/name-key.js'
import type { Stage } from './pipeline.js'

export type StageRow = Stage & { nameKey: string; pipeline: string }

/** Which stages; what is absent does not narrow. There are few, so callers narrow further as they need. */
export type StageFilter = {
  ids?: readonly string[]
  pipelineId?: string
  /** Stages of the pipeline that this deal is in. */
  dealId?: string
  /** Stages of the pipeline that this stage is in. */
  besideId?: string
  nameKey?: string
  namePrefix?: string
}

/** Stages in the order of pipelines and of their steps. */
export function listStageRows({ sql, scope }: SqlScope, filter: StageFilter): Promise<StageRow[]> {
  return sql<StageRow[]>`
    select s.id, s.pipeline_id as "pipelineId", s.name, s.name_key as "nameKey", s.position, s.probability,
           s.rot_days as "rotDays", s.kind, s.removed_at as "removedAt", s.version, p.name as pipeline
      from stage s join pipeline p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
     where s.workspace_id = ${scope.workspaceId}
       ${filter.ids ? sql`` : sql`and s.removed_at is null`}
       ${filter.ids ? sql`and s.id = any (${[...filter.ids]}::uuid[])` : sql``}
       ${filter.pipelineId ? sql`and s.pipeline_id = ${filter.pipelineId}` : sql``}
       ${filter.nameKey ? sql`and s.name_key = ${filter.nameKey}` : sql``}
       ${filter.namePrefix ? sql`and s.name_key >= ${filter.namePrefix} and s.name_key < ${prefixEnd(filter.namePrefix)}` : sql``}
       ${
         filter.besideId
           ? sql`and s.pipeline_id = (select h.pipeline_id from stage h
               where h.workspace_id = ${scope.workspaceId} and h.id = ${filter.besideId})`
           : sql``
       }
       ${
         filter.dealId
           ? sql`and s.pipeline_id = (select h.pipeline_id from deal d
               join stage h on h.workspace_id = d.workspace_id and h.id = d.stage_id
               where d.workspace_id = ${scope.workspaceId} and d.id = ${filter.dealId})`
           : sql``
       }
     order by p.position, s.position`
}
