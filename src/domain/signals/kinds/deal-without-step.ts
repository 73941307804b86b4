import type { SqlScope } from '../../../db/sql-workspace.js'
import { daysBetween, shortDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { show } from '../buttons.js'
import { type Asked, defineSignal, type Found, type Settled } from '../define-signal.js'

/** As many as anybody would look into. */
const MOST = 500

export default defineSignal({
  name: 'deal-without-step',
  title: 'A deal without a next step',
  looksFor: 'An open deal stands in its stage for some days, and nobody has noted what comes next.',
  on: [],
  daily: true,
  tells: 'by-day',
  needs: 'deal.read',
  cooldownDays: 30,
  lapsesAfterDays: 30,
  threshold: { label: 'Days in the stage', is: 7, from: 1, to: 365 },
  find: async (read, asked) => (asked.event ? [] : (await listWithout(read, asked)).map((deal) => found(deal, asked))),
  settle: async ({ sql, scope }, open) => {
    const deals = await sql<{ id: string; ref: string; status: string; step: string | null }[]>`
      select id, ref, status, next_step as step from deal
       where workspace_id = ${scope.workspaceId} and id = any (${open.map(({ subject }) => subject)}::uuid[])`
    const byId = new Map(deals.map((deal) => [deal.id, deal]))
    return open.flatMap(({ id, subject }): Settled[] => {
      const deal = byId.get(subject)
      if (!deal) return [{ id, state: 'lapsed', said: 'The deal is gone' }]
      if (deal.step !== null) return [{ id, state: 'acted', said: `${deal.ref} has a next step: ${deal.step}` }]
      return deal.status === 'open' ? [] : [{ id, state: 'acted', said: `${deal.ref} is ${deal.status}` }]
    })
  },
})

type Without = {
  id: string
  ref: string
  title: string
  company: string
  companyId: string
  ownerId: string
  stage: string
  since: string
  minor: bigint | null
  currency: string
  closes: string | null
}

/** The largest first. */
const listWithout = ({ sql, scope }: SqlScope, { today, threshold, timeZone }: Asked): Promise<Without[]> => sql<
  Without[]
>`
  select d.id, d.ref, d.title, c.name as company, c.id as "companyId", d.owner_id as "ownerId", s.name as stage,
         (d.stage_since at time zone ${timeZone})::date::text as since, d.amount_minor as minor, d.currency,
         d.expected_close::text as closes
    from deal d
    join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
   where d.workspace_id = ${scope.workspaceId} and d.status = 'open' and d.next_step is null
     and (d.stage_since at time zone ${timeZone})::date <= ${today}::date - ${threshold}::int
   order by d.amount_minor desc nulls last, d.id limit ${MOST}`

/** Once a stage: a deal that moves on and is left again is another occurrence. */
function found(deal: Without, { today }: Asked): Found {
  const { id, ref, title, company, companyId, ownerId, stage, since, minor, currency, closes } = deal
  const days = daysBetween(since, today)
  return {
    subject: id,
    occurrence: `${stage} since ${since}`,
    ownerId,
    companyId,
    headline: `${ref} ${title} has no next step`,
    why: `It is in ${stage} for ${days} days, and nobody has noted what comes next.`,
    facts: [
      ['Customer', company],
      ...(minor === null ? [] : [['Amount', formatMoney(money(minor, currency))] as const]),
      ...(closes === null ? [] : [['Expected close', shortDate(closes)] as const]),
    ],
    buttons: [
      { label: 'Next step…', style: 'primary', command: 'deal next', args: { deal: ref }, form: true },
      show('deal', ref),
      { label: 'Move…', command: 'deal move', args: { deal: ref }, form: true },
    ],
  }
}
