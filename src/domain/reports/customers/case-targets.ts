import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { addDays, instantOf } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import type { Column, Row } from '../../../lib/table.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { having, number, percent, rounded, shareOf, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Against, againstLabel, againstParam, monthParams, monthsAsked, type Span, spanBefore } from '../span.js'

const BY = { priority: 'Priority', owner: 'Owner', month: 'Month', company: 'Customer' } as const
type By = keyof typeof BY

export default defineReport({
  name: 'case-targets',
  title: 'Cases and targets',
  summary:
    'Cases that were opened in some months: how many, how soon they were answered and solved, and whether in time',
  params: {
    by: { type: 'choice', label: 'By', choices: Object.keys(BY), required: false },
    ...monthParams,
    against: againstParam,
  },
  needs: 'report.read',
  lane: 'records',
  run: async (read, { by: said, from, to, against: beside }, { workspace, today, owners }) => {
    const span = monthsAsked({ from, to }, today, 3)
    const by = (said ?? 'priority') as By
    const against = beside as Against | undefined
    if (against && by === 'month')
      throw invalid('Say by:month or against:, not both: months stand beside each other already.')
    const of = { by, owners: owners('case.read'), timeZone: workspace.timeZone }
    const all = await caseFigures(read, span, of)
    const earlier = against ? await caseFigures(read, spanBefore(span, against), of) : null
    const compared = (isMeant: (each: Figures) => boolean): Row => {
      const before = earlier?.find(isMeant)
      return earlier
        ? { openedBefore: before?.opened ?? 0, answeredBefore: rounded(before?.answeredHours ?? null) }
        : {}
    }
    const whole = all.find(({ isWhole }) => isWhole)
    const found = all.filter(({ isWhole }) => !isWhole)
    const cells = (each: Figures) => ({
      opened: each.opened,
      closed: each.closed,
      waiting: each.opened - each.closed,
      answered: rounded(each.answeredHours),
      answeredInTime: shareOf(each.answeredInTime, each.answerPromised),
      solved: rounded(each.solvedHours),
      solvedInTime: shareOf(each.solvedInTime, each.solvePromised),
    })
    return {
      summary: `${whole?.opened ?? 0} opened, ${whole?.closed ?? 0} of them closed`,
      columns: columnsOf(by, against),
      rows: found.map((each) => ({
        group: each.group ?? 'nobody',
        ...cells(each),
        ...compared(({ isWhole, group }) => !isWhole && group === each.group),
      })),
      totals: whole ? { group: 'All', ...cells(whole), ...compared(({ isWhole }) => isWhole) } : {},
      currency: workspace.baseCurrency,
      asOf: today,
      from: span.from,
      to: span.to,
      ...(found.length === 0 ? {} : { chart: chartOf(found.slice(0, 15), by) }),
      notes: [
        'Hours are working hours on the clock of a case, medians: it stands while the customer has the word. In time is of those that had a promise.',
      ],
      explain: found.map(({ group }) =>
        by === 'month'
          ? `report cases where opened:${group} closed-as:!spam`
          : `report cases where ${having(by, group)} opened:${span.from}..${span.to} closed-as:!spam`,
      ),
    }
  },
})

const columnsOf = (by: By, against: Against | undefined): Column[] => [
  text('group', BY[by]),
  number('opened', 'Opened'),
  number('closed', 'Closed'),
  number('waiting', 'Still open'),
  number('answered', 'Hours to first reply'),
  percent('answeredInTime', 'Replied in time'),
  number('solved', 'Hours to solve'),
  percent('solvedInTime', 'Solved in time'),
  ...(against
    ? [
        number('openedBefore', `Opened, ${againstLabel(against).toLowerCase()}`),
        number('answeredBefore', `Hours to first reply, ${againstLabel(against).toLowerCase()}`),
      ]
    : []),
]

const chartOf = (shown: readonly Figures[], by: By): Chart => ({
  kind: 'stacked-bar',
  title: `Cases by ${BY[by].toLowerCase()}`,
  unit: 'cases',
  categories: shown.map(({ group }) => group ?? 'nobody'),
  series: [
    { name: 'Closed', values: shown.map(({ closed }) => closed) },
    { name: 'Still open', values: shown.map(({ opened, closed }) => opened - closed) },
  ],
})

type Figures = {
  group: string | null
  isWhole: boolean
  opened: number
  closed: number
  answeredHours: number | null
  answerPromised: number
  answeredInTime: number
  solvedHours: number | null
  solvePromised: number
  solvedInTime: number
}

/** Merged cases and spam are none. A promise that nobody kept and whose time is over counts as broken. */
const caseFigures = (
  read: SqlScope,
  { from, to }: Span,
  { by, owners, timeZone }: { by: By; owners: Owners; timeZone: string },
): Promise<Figures[]> => {
  const { sql, scope, now } = read
  const groups = {
    priority: sql`k.priority`,
    owner: sql`s.name`,
    month: sql`to_char(k.opened_at at time zone ${timeZone}, 'YYYY-MM')`,
    company: sql`c.name`,
  }
  return sql<Figures[]>`
    with found as (
      select ${groups[by]} as "group", k.status = 'closed' as closed, k.first_used_seconds / 3600.0 as answered,
        k.response_minutes is not null and (k.first_used_seconds is not null or k.first_due_at < ${now}) as answer_promised,
        k.first_used_seconds <= k.response_minutes * 60 as answer_kept,
        case when k.status = 'closed' then k.used_seconds / 3600.0 end as solved,
        k.resolution_minutes is not null and (k.status = 'closed' or k.due_at < ${now}) as solve_promised,
        k.status = 'closed' and k.used_seconds <= k.resolution_minutes * 60 as solve_kept
      from support_case k
      left join staff s on s.workspace_id = k.workspace_id and s.id = k.owner_id
      left join company c on c.workspace_id = k.workspace_id and c.id = k.company_id
      where k.workspace_id = ${scope.workspaceId} and k.merged_into_id is null and coalesce(k.closed_as, '') <> 'spam'
        and k.opened_at >= ${instantOf(from, 0, timeZone)} and k.opened_at < ${instantOf(addDays(to, 1), 0, timeZone)}
        ${amongOwners(read, sql`k.owner_id`, owners)})
    select "group", grouping("group") = 1 as "isWhole", count(*)::int as opened, (count(*) filter (where closed))::int as closed,
      percentile_cont(0.5) within group (order by answered)::float8 as "answeredHours",
      (count(*) filter (where answer_promised))::int as "answerPromised",
      (count(*) filter (where answer_promised and answer_kept))::int as "answeredInTime",
      percentile_cont(0.5) within group (order by solved)::float8 as "solvedHours",
      (count(*) filter (where solve_promised))::int as "solvePromised",
      (count(*) filter (where solve_promised and solve_kept))::int as "solvedInTime"
    from found group by rollup ("group") having count(*) > 0
    order by grouping("group"), ${by === 'month' ? sql`"group"` : sql`count(*) desc, "group"`}`
}
