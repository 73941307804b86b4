import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { type Money, money } from '../../lib/money.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { Forecast } from './deal.js'

/**
 * Deals of one category in one currency. `weighted` by probability, `byHistory` by how many of the deals that were ever in their
 * stage, and are closed, were won; both are the amount itself for what is won.
 */
export type ForecastLine = {
  category: Forecast | 'won'
  deals: number
  amount: Money
  weighted: Money
  byHistory: Money
  /** Of what is won in another currency: the amounts whose rate of that day is kept with the deal. */
  frozen: readonly { rate: string; minor: string }[]
}

/** Won on, or expected to close on these days, both included; the owner of what is won is who owned it then. */
export type ForecastQuestion = { from: IsoDate; to: IsoDate; owners: Owners; ownerId?: string }

export async function forecastDeals(read: SqlScope, question: ForecastQuestion): Promise<ForecastLine[]> {
  const { sql, scope } = read
  const { from, to, owners, ownerId } = question
  const owner: SqlPart = sql`case when d.status = 'won' then coalesce(d.owner_at_close_id, d.owner_id) else d.owner_id end`
  const rows = await sql<
    {
      category: ForecastLine['category']
      deals: number
      currency: string
      minor: string
      worth: string
      history: string
      frozen: ForecastLine['frozen']
    }[]
  >`
    with odds as (
      select c.to_stage_id as stage_id, count(distinct h.id) filter (where h.status = 'won')::numeric / count(distinct h.id) as share
        from stage_change c join deal h on h.workspace_id = c.workspace_id and h.id = c.deal_id and h.status in ('won', 'lost')
       where c.workspace_id = ${scope.workspaceId} group by c.to_stage_id)
    select case when d.status = 'won' then 'won' else coalesce(d.forecast_category, 'pipeline') end as category,
           count(*)::int as deals, d.currency, coalesce(sum(d.amount_minor), 0)::text as minor,
           coalesce(sum(case when d.status = 'won' then d.amount_minor
             else round(d.amount_minor * coalesce(d.probability, s.probability) / 100.0) end), 0)::text as worth,
           coalesce(sum(case when d.status = 'won' then d.amount_minor
             else round(d.amount_minor * coalesce(o.share, coalesce(d.probability, s.probability) / 100.0)) end), 0)::text as history,
           coalesce(jsonb_agg(jsonb_build_object('rate', trim_scale(d.won_rate)::text, 'minor', coalesce(d.amount_minor, 0)::text))
             filter (where d.won_rate is not null), '[]') as frozen
      from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
      left join odds o on o.stage_id = d.stage_id
     where d.workspace_id = ${scope.workspaceId}
       and (d.status = 'won' and d.closed_on between ${from} and ${to}
         or d.status = 'open' and d.expected_close between ${from} and ${to})
       ${amongOwners(read, owner, owners)}
       ${ownerId ? sql`and ${owner} = ${ownerId}` : sql``}
     group by 1, d.currency order by 1, d.currency`
  return rows.map(({ currency, minor, worth, history, ...line }) => ({
    ...line,
    amount: money(BigInt(minor), currency),
    weighted: money(BigInt(worth), currency),
    byHistory: money(BigInt(history), currency),
  }))
}
