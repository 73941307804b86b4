import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { formatMoney, type Money, money } from '../../../lib/money.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { amount, cellsIn, day, dayCell, number, tallied, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { ratesOn } from '../rates.js'

export default defineReport({
  name: 'stale-deals',
  title: 'Stale deals',
  summary: 'Open deals that are longer in their stage than it allows',
  params: { owner: { type: 'record', record: 'staff', label: 'Owner', required: false } },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, { owner }, { workspace, today, timeZone, owners }) => {
    const currency = workspace.baseCurrency
    const asked = { owners: owners('deal.read'), ownerId: owner?.id ?? null, today, timeZone }
    const deals = await staleDeals(read, asked)
    const rates = await ratesOn(read, currency, today)
    const amounts = deals.flatMap(({ minor, currency }): Money[] => (minor === null ? [] : [money(minor, currency)]))
    const whole = total(amounts, (each) => rates.worth(each) ?? 0n)
    return {
      summary: `${deals.length} of ${formatMoney(money(whole, currency))}`,
      columns: [
        text('deal', 'Deal'),
        text('title', 'Title'),
        text('company', 'Company'),
        text('owner', 'Owner'),
        text('stage', 'Stage'),
        number('days', 'Days there'),
        number('allowed', 'Allowed'),
        amount('amount', 'Amount'),
        day('next', 'Next step due'),
      ],
      rows: deals.map(({ ref, title, company, owner, stage, days, allowed, minor, currency, nextDue }) => ({
        deal: ref,
        title,
        company,
        owner,
        stage,
        days,
        allowed,
        amount: minor === null ? null : { money: money(minor, currency) },
        next: dayCell(nextDue),
      })),
      totals: { deal: 'Total', amount: cellsIn(currency).amount(whole) },
      currency,
      asOf: today,
      from: null,
      to: null,
      ...(deals.length === 0 ? {} : { chart: chartOf(deals) }),
      notes: ['Without a next step: `report deals where status:open next-step:none`.', ...rates.notes(amounts)],
      explain: deals.map(({ ref }) => `deal show ${ref}`),
    }
  },
})

/** In which stages deals are left lying, the most first. */
function chartOf(deals: readonly Stale[]): Chart {
  const stages = [...tallied(deals, ({ stage }) => stage)].sort(([, a], [, b]) => b - a).slice(0, 20)
  return {
    kind: 'bar',
    title: 'Stale deals by stage',
    unit: 'deals',
    categories: stages.map(([stage]) => stage),
    series: [{ name: 'Deals', values: stages.map(([, count]) => count) }],
  }
}

type Stale = {
  ref: string
  title: string
  company: string
  owner: string
  stage: string
  days: number
  allowed: number
  minor: bigint | null
  currency: string
  nextDue: string | null
}

/** The longest over what its stage allows first. */
const staleDeals = (
  read: SqlScope,
  { owners, ownerId, today, timeZone }: { owners: Owners; ownerId: string | null; today: string; timeZone: string },
): Promise<Stale[]> => {
  const { sql, scope } = read
  // The same condition as in lists and questions (`stale:yes`), so that no two of them differ.
  const days = sql`(${today}::date - (d.stage_since at time zone ${timeZone})::date)`
  return sql<Stale[]>`
    select d.ref, d.title, c.name as company, o.name as owner, s.name as stage, ${days} as days,
      s.rot_days as allowed, d.amount_minor as minor, d.currency, d.next_step_due::text as "nextDue"
    from deal d
    join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
    join staff o on o.workspace_id = d.workspace_id and o.id = d.owner_id
    where d.workspace_id = ${scope.workspaceId} and d.status = 'open' ${amongOwners(read, sql`d.owner_id`, owners)}
      and (${ownerId}::uuid is null or d.owner_id = ${ownerId}::uuid)
      and ${days} > s.rot_days
    order by ${days} - s.rot_days desc, d.ref`
}
