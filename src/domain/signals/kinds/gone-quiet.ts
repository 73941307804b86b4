import type { SqlScope } from '../../../db/sql-workspace.js'
import { addDays, dateIn, daysBetween, type IsoDate, instantOf, shortDate } from '../../../lib/dates.js'
import { logCall, newTask, primary, show } from '../buttons.js'
import { type Asked, defineSignal, type Found, type Settled } from '../define-signal.js'
import { isNewlyQuiet, LEAST_DAYS, LOOK_BACK_DAYS, type Rhythm, rhythmOf } from '../rhythm.js'
import { listTouched } from '../touched-store.js'

/** A rhythm is read of so much. */
const HISTORY_DAYS = 365

/** A customer who writes less than they ever did; measured against themselves alone. */
export default defineSignal({
  name: 'gone-quiet',
  title: 'A customer gone quiet',
  looksFor: 'A customer has not written for longer than they usually leave between mails, by their own rhythm.',
  on: [],
  daily: true,
  tells: 'by-day',
  needs: 'company.read',
  also: ['mail.read'],
  cooldownDays: 60,
  lapsesAfterDays: 30,
  threshold: { label: 'Percent of their longest usual gap', is: 150, from: 110, to: 1000 },
  find: async (read, asked) => {
    const liveOn = dateIn(asked.timeZone, asked.liveAt)
    const writers = asked.event ? [] : await listWriters(read, asked)
    return writers.flatMap(({ days, ...customer }) => {
      const rhythm = rhythmOf(days, asked.threshold)
      return rhythm && isNewlyQuiet(rhythm, asked.today, liveOn) ? [found(customer, rhythm, asked.today)] : []
    })
  },
  settle: async (read, open, asked) => {
    const touched = await listTouched(read, open)
    const again = await lastDays(
      read,
      open.flatMap(({ companyId }) => companyId ?? []),
      asked,
    )
    return open.flatMap(({ id, companyId, foundOn }): Settled[] => {
      const said = touched.get(id)
      if (said) return [{ id, state: 'acted', said }]
      const last = again.get(companyId ?? '')
      return last && last >= foundOn ? [{ id, state: 'lapsed', said: `They wrote again on ${shortDate(last)}` }] : []
    })
  },
})

type Customer = { id: string; ref: string; name: string; ownerId: string | null; deals: number }

/**
 * Customers whose last mail came so long ago that they may be newly quiet, with the days on which they wrote. Only theirs is the
 * whole history read: most of a company's mail is of those who have written lately.
 */
const listWriters = (read: SqlScope, { today, timeZone }: Asked): Promise<(Customer & { days: IsoDate[] })[]> => {
  const { sql, scope } = read
  const since = (days: number) => instantOf(addDays(today, -days), 0, timeZone)
  return sql<(Customer & { days: IsoDate[] })[]>`
    with lately as materialized (
      select l.company_id, max(m.sent_at) as last from thread t
        join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id
        join thread_link l on l.workspace_id = t.workspace_id and l.thread_id = t.id
       where t.workspace_id = ${scope.workspaceId} and t.last_at >= ${since(LOOK_BACK_DAYS)} and t.private_at is null
         and m.sent_at >= ${since(LOOK_BACK_DAYS)} and m.direction = 'in' and m.class = 'person'
         and l.company_id is not null and l.removed_at is null and l.mailbox_id is null
       group by l.company_id having max(m.sent_at) < ${since(LEAST_DAYS)})
    select c.id, c.ref, c.name, c.owner_id as "ownerId",
           (select count(*)::int from deal d where d.workspace_id = c.workspace_id and d.company_id = c.id and d.status = 'open') as deals,
           wrote.days
      from lately q
      join company c on c.workspace_id = ${scope.workspaceId} and c.id = q.company_id and 'customer' = any (c.roles) and c.lifecycle <> 'former'
      cross join lateral (
        select array_agg(d.day order by d.day) as days from (
          select distinct (m.sent_at at time zone ${timeZone})::date::text as day from thread_link l
            join thread t on t.workspace_id = l.workspace_id and t.id = l.thread_id and t.private_at is null
            join message m on m.workspace_id = t.workspace_id and m.thread_id = t.id
           where l.workspace_id = ${scope.workspaceId} and l.company_id = c.id and l.removed_at is null and l.mailbox_id is null
             and m.sent_at >= ${since(HISTORY_DAYS)} and m.direction = 'in' and m.class = 'person') d) wrote
     order by deals desc, c.name, c.id`
}

/** The last day on which each of some customers wrote. */
async function lastDays(
  { sql, scope }: SqlScope,
  companyIds: readonly string[],
  { timeZone }: Pick<Asked, 'timeZone'>,
): Promise<Map<string, IsoDate>> {
  const rows = await sql<{ id: string; last: Date }[]>`
    select l.company_id as id, max(m.sent_at) as last from thread_link l
      join message m on m.workspace_id = l.workspace_id and m.thread_id = l.thread_id
     where l.workspace_id = ${scope.workspaceId} and l.company_id = any (${[...companyIds]}::uuid[]) and l.removed_at is null
       and l.mailbox_id is null and m.direction = 'in' and m.class = 'person' group by l.company_id`
  return new Map(rows.map(({ id, last }) => [id, dateIn(timeZone, last)]))
}

function found({ id, ref, name, ownerId, deals }: Customer, rhythm: Rhythm, today: IsoDate): Found {
  const { days, usual, longest, last } = rhythm
  const silence = daysBetween(last, today)
  return {
    subject: id,
    occurrence: last,
    ownerId,
    companyId: id,
    headline: `${name} has gone quiet: nothing for ${silence} days`,
    why: `They wrote on ${days} days of the last year, usually every ${dayCount(usual)} and nearly always within ${longest}; the last time on ${shortDate(last)}.`,
    facts: [['Customer', `${ref} ${name}`], ...(deals > 0 ? [['Open deals', String(deals)] as const] : [])],
    buttons: [primary(logCall(ref)), newTask(ref), show('company', ref)],
  }
}

const dayCount = (days: number): string => (days <= 1 ? 'day' : `${days} days`)
