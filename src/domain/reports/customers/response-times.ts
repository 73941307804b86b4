import type { SqlPart, SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { addDays, instantOf, monthOf } from '../../../lib/dates.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { number, percent, quoted, rounded, shareOf, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked, type Span } from '../span.js'

export default defineReport({
  name: 'response-times',
  title: 'Response times',
  summary: 'How soon mail from customers is answered, by who answered; and what waits for an answer',
  params: {
    ...monthParams,
    who: {
      type: 'text',
      label: 'Answered by',
      required: false,
      hint: 'The mails of one, as the report names them; or nobody',
    },
  },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, { from, to, who }, { workspace, today, owners }) => {
    const span = monthsAsked({ from, to }, today, 3)
    const asked = { owners: owners('company.read'), timeZone: workspace.timeZone }
    const common = { currency: workspace.baseCurrency, asOf: today, from: span.from, to: span.to, notes: [NOTE] }
    if (who !== undefined)
      return {
        ...common,
        ...mailsTable(await mailsAnswered(read, span, { ...asked, who: who === NOBODY ? null : who }), who),
      }
    const all = await answers(read, span, asked)
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
      ...common,
      ...(found.length === 0 ? {} : { chart: chartOf(found.filter(({ who }) => who !== null).slice(0, 15)) }),
      explain: found.map(
        ({ who }) =>
          `report response-times who:${quoted(who ?? NOBODY)} from:${monthOf(span.from)} to:${monthOf(span.to)}`,
      ),
    }
  },
})

/** Who answered what nobody did. */
const NOBODY = 'nobody'
const NOTE =
  'Hours of the clock, from the first mail of a customer that waits to our next in its thread. Private threads are not counted.'

const chartOf = (people: readonly Answers[]): Chart => ({
  kind: 'bar',
  title: 'Hours to an answer, median',
  unit: 'hours',
  categories: people.map(({ who }) => who ?? ''),
  series: [{ name: 'Hours', values: people.map(({ median }) => Math.round((median ?? 0) * 10) / 10) }],
})

const mailsTable = (mails: readonly AnsweredMail[], who: string) => ({
  summary: `${mails.length} ${mails.length === 1 ? 'mail' : 'mails'} that ${who} answered`,
  columns: [
    text('thread', 'Thread'),
    { key: 'sent', label: 'Sent', type: 'date' as const },
    { key: 'answered', label: 'Answered', type: 'date' as const },
    number('hours', 'Hours'),
  ],
  rows: mails.map(({ ref, sent, answered, hours }) => ({
    thread: ref,
    sent: { at: sent },
    answered: answered && { at: answered },
    hours: rounded(hours),
  })),
  totals: {},
  explain: mails.map(({ ref }) => `thread show ${ref}`),
})

type AnsweredMail = { ref: string; sent: Date; answered: Date | null; hours: number | null }

type Answers = {
  who: string | null
  isWhole: boolean
  mails: number
  answered: number
  median: number | null
  slow: number | null
  inDay: number
}

type Asked = { owners: Owners; timeZone: string }

/** Of several mails in a row from the same side the first counts: from then on an answer is due. As a table `waited`. */
const waitedSql = (read: SqlScope, { from, to }: Span, { owners, timeZone }: Asked): SqlPart => {
  const { sql, scope } = read
  return sql`
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
      select coalesce(s.name, t.answered_by) as who, t.thread_id, t.sent_at, t.answered_at,
        extract(epoch from t.answered_at - t.sent_at) / 3600 as hours
      from turn t left join staff s on s.workspace_id = ${scope.workspaceId} and s.email = lower(t.answered_by)
      where t.direction = 'in' and t.sent_at < ${instantOf(addDays(to, 1), 0, timeZone)})`
}

const answers = (read: SqlScope, span: Span, asked: Asked): Promise<Answers[]> => read.sql<Answers[]>`
    ${waitedSql(read, span, asked)}
    select who, grouping(who) = 1 as "isWhole", count(*)::int as mails, count(hours)::int as answered,
      percentile_cont(0.5) within group (order by hours)::float8 as median,
      percentile_cont(0.9) within group (order by hours)::float8 as slow,
      (count(*) filter (where hours <= 24))::int as "inDay"
    from waited group by rollup (who) having count(*) > 0 order by grouping(who), count(hours) desc, who`

/** Those that one answered, or nobody; the newest first. */
const mailsAnswered = (
  read: SqlScope,
  span: Span,
  { who, ...asked }: Asked & { who: string | null },
): Promise<AnsweredMail[]> =>
  read.sql<AnsweredMail[]>`
    ${waitedSql(read, span, asked)}
    select h.ref, w.sent_at as sent, w.answered_at as answered, w.hours::float8 as hours
    from waited w join thread h on h.workspace_id = ${read.scope.workspaceId} and h.id = w.thread_id
    where w.who is not distinct from ${who} order by w.sent_at desc limit 1000`
