import type { SqlPart, SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { addDays, instantOf } from '../../../lib/dates.js'
import { type Money, money } from '../../../lib/money.js'
import type { Cell } from '../../../lib/table.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { amount, day, text } from '../cells.js'
import { defineReport } from '../define-report.js'

const MOST = 500

export default defineReport({
  name: 'changes-since',
  title: 'Changes in the pipeline',
  summary: 'What happened to deals since a day: new ones, moved, won, lost, and amounts and dates that changed',
  params: { since: { type: 'date', label: 'Since', required: false, hint: 'A week ago unless said' } },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, { since }, { workspace, today, owners }) => {
    const from = since ?? addDays(today, -7)
    const { found, counts } = await changesSince(read, instantOf(from, 0, workspace.timeZone), owners('deal.read'))
    const count = (what: Kind) => counts[what] ?? 0
    const all = KINDS.reduce((sum, kind) => sum + count(kind), 0)
    return {
      summary: `${count('New')} new, ${count('Won')} won, ${count('Lost')} lost, ${all} changes in all`,
      columns: [
        day('at', 'When'),
        text('deal', 'Deal'),
        text('title', 'Title'),
        text('what', 'What'),
        text('before', 'Before'),
        text('after', 'After'),
        amount('amount', 'Amount'),
        amount('change', 'Change'),
        text('by', 'By'),
      ],
      rows: found.map((each) => ({
        at: { at: each.at },
        deal: each.ref,
        title: each.title,
        what: each.what,
        before: each.before,
        after: each.after,
        amount: cellOf(each.minor, each.currency),
        change: each.what === 'Amount' ? cellOf((each.minor ?? 0n) - (each.was ?? 0n), each.currency) : null,
        by: each.by,
      })),
      totals: {},
      currency: workspace.baseCurrency,
      asOf: today,
      from,
      to: today,
      ...(found.length === 0 ? {} : { chart: chartOf(counts) }),
      notes: found.length < all ? [`Listed are the newest ${MOST}; the counts and the chart are of all ${all}.`] : [],
      explain: found.map(({ ref }) => `deal history ${ref}`),
    }
  },
})

const KINDS = ['New', 'Moved', 'Won', 'Lost', 'Reopened', 'Amount', 'Expected close'] as const
type Kind = (typeof KINDS)[number]

function chartOf(counts: Counts): Chart {
  const shown = KINDS.filter((kind) => counts[kind] !== undefined)
  return {
    kind: 'bar',
    title: 'Changes in the pipeline',
    unit: 'changes',
    categories: shown,
    series: [{ name: 'Changes', values: shown.map((kind) => counts[kind] ?? 0) }],
  }
}

const cellOf = (minor: bigint | null, currency: string): Cell =>
  minor === null ? null : { money: money(minor, currency) satisfies Money }

type Change = {
  at: Date
  ref: string
  title: string
  what: Kind
  before: string | null
  after: string | null
  minor: bigint | null
  was: bigint | null
  currency: string
  by: string | null
}

/** From the audit trail, which has each change of a deal with what was before: `told`, each with its deal `d`. */
const toldSince = (read: SqlScope, since: Date, owners: Owners): SqlPart => {
  const { sql, scope } = read
  return sql`
    change as (
      select a.id, a.at, a.actor_id, a.entity_id, a.action, a.before, a.after from audit_log a
      where a.workspace_id = ${scope.workspaceId} and a.entity = 'deal' and a.action in ('insert', 'update') and a.at >= ${since}
    ), told as materialized (
      select c.*, w.what, w.was, w.became, d.ref, d.title, d.currency from change c cross join lateral (values
        (case when c.action = 'insert' then 'New' end, null::text, null::text),
        (case when c.action = 'update' and c.before ->> 'status' <> c.after ->> 'status'
          then case c.after ->> 'status' when 'won' then 'Won' when 'lost' then 'Lost' else 'Reopened' end end,
          c.before ->> 'status', coalesce(c.after ->> 'lost_reason', c.after ->> 'won_reason', c.after ->> 'status')),
        (case when c.action = 'update' and c.before ->> 'stage_id' <> c.after ->> 'stage_id'
          and c.before ->> 'status' = c.after ->> 'status' then 'Moved' end, c.before ->> 'stage_id', c.after ->> 'stage_id'),
        (case when c.action = 'update' and c.before ->> 'amount_minor' is distinct from c.after ->> 'amount_minor' then 'Amount' end,
          null, null),
        (case when c.action = 'update' and c.before ->> 'expected_close' is distinct from c.after ->> 'expected_close'
          then 'Expected close' end, c.before ->> 'expected_close', c.after ->> 'expected_close')
      ) w (what, was, became)
      join deal d on d.workspace_id = ${scope.workspaceId} and d.id = c.entity_id ${amongOwners(read, sql`d.owner_id`, owners)}
      where w.what is not null)`
}

type Counts = Partial<Record<Kind, number>>

/** The newest changes, and of all of them how many there are of each kind: the trail is read once. */
async function changesSince(read: SqlScope, since: Date, owners: Owners): Promise<{ found: Change[]; counts: Counts }> {
  const { sql, scope } = read
  const rows = await sql<(Change & { counts: Counts })[]>`
    with ${toldSince(read, since, owners)},
    counted as (select json_object_agg(what, number) as counts from (select what, count(*)::int as number from told group by what) k),
    newest as (select * from told order by at desc, id desc, what limit ${MOST})
    select n.at, n.ref, n.title, n.what, coalesce(f.name, n.was) as before, coalesce(g.name, n.became) as after,
      (n.after ->> 'amount_minor')::bigint as minor, (n.before ->> 'amount_minor')::bigint as was, n.currency, s.name as by, counted.counts
    from newest n cross join counted
    left join stage f on f.workspace_id = ${scope.workspaceId} and n.what = 'Moved' and f.id::text = n.was
    left join stage g on g.workspace_id = ${scope.workspaceId} and n.what = 'Moved' and g.id::text = n.became
    left join staff s on s.workspace_id = ${scope.workspaceId} and s.id = n.actor_id
    order by n.at desc, n.id desc, n.what`
  return { found: rows, counts: rows[0]?.counts ?? {} }
}
