import type { SqlScope } from '../../../db/sql-workspace.js'
import { addDays, instantOf } from '../../../lib/dates.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { number, percent, rounded, shareOf, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked, type Span } from '../span.js'

export default defineReport({
  name: 'response-times',
  title: 'Response times',
  summary: 'How soon mail from customers is answered, by who answered; and what waits for an answer',
  params: { ...monthParams },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, { from, to }, { workspace, today, owners }) => {
    const span = monthsAsked({ from, to }, today, 3)
    const all = await answers(read, span, { owners: owners('company.read'), timeZone: workspace.timeZone })
    const whole = all.find(({ isWhole }) => isWhole)
    const found = all.filter(({ isWhole }) => !isWhole)
    const cells = ({ mails, answered, median, slow, inDay }: Answers) => ({
      mails,
      answered,
      median: rounded(median),
      slow: rounded(slow),
      inDay: shareOf(inDay, answered),
    })
    return {
      summary: whole
        ? `${(whole.median ?? 0).toFixed(1)} hours, median of ${whole.answered} answers; ${whole.mails - whole.answered} unanswered`
        : 'no mail',
      columns: [
        text('who', 'Answered by'),
        number('mails', 'Mails'),
        number('answered', 'Answered'),
        number('median', 'Hours, median'),
        number('slow', 'Hours, 9 of 10'),
        percent('inDay', 'Within a day'),
      ],
      rows: found.map((each) => ({ who: each.who ?? 'Not answered', ...cells(each) })),
      totals: whole ? { who: 'All', ...cells(whole) } : {},
      currency: workspace.baseCurrency,
      asOf: today,
      from: span.from,
      to: span.to,
      ...(found.length === 0
        ? {}
        : {
            chart: {
              kind: 'bar' as const,
              title: 'Hours to an answer, median',
              unit: 'hours',
              categories: found
                .filter(({ who }) => who !== null)
                .slice(0, 15)
                .map(({ who }) => who ?? ''),
              series: [
                {
                  name: 'Hours',
                  values: found
                    .filter(({ who }) => who !== null)
                    .slice(0, 15)
                    .map(({ median }) => Math.round((median ?? 0) * 10) / 10),
                },
              ],
            },
          }),
      notes: [
        'Hours of the clock, from the first mail of a customer that waits to our next in its thread. Private threads are not counted.',
      ],
      explain: found.map(() => null),
    }
  },
})

type Answers = {
  who: string | null
  isWhole: boolean
  mails: number
  answered: number
  median: number | null
  slow: number | null
  inDay: number
}

/** Of several mails in a row from the same side the first counts: from then on an answer is due. */
const answers = (
  read: SqlScope,
  { from, to }: Span,
  { owners, timeZone }: { owners: Owners; timeZone: string },
): Promise<Answers[]> => {
  const { sql, scope } = read
  return sql<Answers[]>`
    with told as (
      select m.thread_id, m.sent_at, m.direction, m.from_address, lag(m.direction) over w as before
      from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id and t.private_at is null
      where m.workspace_id = ${scope.workspaceId} and m.class = 'person' and m.direction in ('in', 'out')
        and m.sent_at >= ${instantOf(from, 0, timeZone)}
        and exists (select from thread_link l join company c on c.workspace_id = l.workspace_id and c.id = l.company_id
          where l.workspace_id = m.workspace_id and l.thread_id = m.thread_id and l.removed_at is null ${amongOwners(read, sql`c.owner_id`, owners)})
      window w as (partition by m.thread_id order by m.sent_at, m.id)
    ), turn as (
      select thread_id, sent_at, direction, lead(sent_at) over w as answered_at, lead(from_address) over w as answered_by
      from told where direction is distinct from before window w as (partition by thread_id order by sent_at)
    ), waited as (
      select coalesce(s.name, t.answered_by) as who, extract(epoch from t.answered_at - t.sent_at) / 3600 as hours
      from turn t left join staff s on s.workspace_id = ${scope.workspaceId} and s.email = lower(t.answered_by)
      where t.direction = 'in' and t.sent_at < ${instantOf(addDays(to, 1), 0, timeZone)})
    select who, grouping(who) = 1 as "isWhole", count(*)::int as mails, count(hours)::int as answered,
      percentile_cont(0.5) within group (order by hours)::float8 as median,
      percentile_cont(0.9) within group (order by hours)::float8 as slow,
      (count(*) filter (where hours <= 24))::int as "inDay"
    from waited group by rollup (who) having count(*) > 0 order by grouping(who), count(hours) desc, who`
}
