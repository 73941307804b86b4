import type { SqlScope } from '../../db/sql-workspace.js'
import { type Money, money } from '../../lib/money.js'
import { amongOwners, type Owners } from '../people/owners.js'

/** The open deals of one stage in one currency. */
export type StageSummary = {
  pipelineId: string
  pipeline: string
  stage: string
  probability: number
  deals: number
  /** Deals without an amount, which count but add nothing. */
  unpriced: number
  amount: Money
  /** By each deal's own probability, else the stage's; rounded half-up per deal. */
  weighted: Money
}

/**
 * Open deals by stage and currency, in the order of the pipelines' steps. A stage without open deals has one row, empty and
 * in `baseCurrency`, so that a reader sees the whole pipeline.
 */
export async function summarisePipeline(
  read: SqlScope,
  baseCurrency: string,
  filter: { ownerId?: string; owners?: Owners } = {},
): Promise<StageSummary[]> {
  const { sql, scope } = read
  const rows = await sql<
    (Omit<StageSummary, 'amount' | 'weighted'> & { currency: string; minor: string; worth: string })[]
  >`
    select p.id as "pipelineId", p.name as pipeline, s.name as stage, s.probability,
           coalesce(d.currency, ${baseCurrency}) as currency, count(d.id)::int as deals,
           count(d.id) filter (where d.amount_minor is null)::int as unpriced, coalesce(sum(d.amount_minor), 0)::text as minor,
           coalesce(sum(round(d.amount_minor * coalesce(d.probability, s.probability) / 100.0)), 0)::text as worth
      from stage s
      join pipeline p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
      left join deal d on d.workspace_id = s.workspace_id and d.stage_id = s.id and d.status = 'open'
           ${amongOwners(read, sql`d.owner_id`, filter.owners)}
           ${filter.ownerId ? sql`and d.owner_id = ${filter.ownerId}` : sql``}
     where s.workspace_id = ${scope.workspaceId} and s.kind = 'open' and s.removed_at is null
     group by p.id, p.name, p.position, s.id, s.name, s.probability, s.position, d.currency
     order by p.position, s.position, coalesce(d.currency, ${baseCurrency}) <> ${baseCurrency}, d.currency`
  return rows.map(({ currency, minor, worth, ...row }) => ({
    ...row,
    amount: money(BigInt(minor), currency),
    weighted: money(BigInt(worth), currency),
  }))
}
