import type { SqlScope } from '../../db/sql-workspace.js'
import { prefixEnd } from '../../lib/name-key.js'

export type PipelineRow = { id: string; name: string; stages: number; openDeals: number; version: number }

/** Which pipelines; what is absent does not narrow. */
export type PipelineFilter = { ids?: readonly string[]; nameKey?: string; namePrefix?: string }

/** Pipelines in their order. */
export const listPipelines = ({ sql, scope }: SqlScope, filter: PipelineFilter = {}): Promise<PipelineRow[]> => sql<
  PipelineRow[]
>`
  select p.id, p.name, p.version,
         (select count(*)::int from stage s where s.workspace_id = p.workspace_id and s.pipeline_id = p.id and s.removed_at is null) as stages,
         (select count(*)::int from stage s join deal d on d.workspace_id = s.workspace_id and d.stage_id = s.id and d.status = 'open'
           where s.workspace_id = p.workspace_id and s.pipeline_id = p.id) as "openDeals"
    from pipeline p
   where p.workspace_id = ${scope.workspaceId}
     ${filter.ids ? sql`and p.id = any (${[...filter.ids]}::uuid[])` : sql``}
     ${filter.nameKey ? sql`and p.name_key = ${filter.nameKey}` : sql``}
     ${filter.namePrefix ? sql`and p.name_key >= ${filter.namePrefix} and p.name_key < ${prefixEnd(filter.namePrefix)}` : sql``}
   order by p.position, p.id`
