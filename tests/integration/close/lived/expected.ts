import type { SqlScope } from '../../../../src/db/sql-workspace.js'
import { addWorkingDays, type WorkingCalendar } from '../../../../src/domain/people/working-days.js'
import { dateIn } from '../../../../src/lib/dates.js'
import { AWAY, type Person } from './people.js'

export const isAway = (name: string, date: string): boolean =>
  name === 'dora' && AWAY.some(({ from, to }) => from <= date && date <= to)

/** Whose tasks somebody does at an instant: Max does Dora's while she is away, by the day where she is. */
export const actsFor = ({ name }: Person, now: Date): string[] =>
  name === 'max' && isAway('dora', dateIn('Australia/Sydney', now)) ? ['max', 'dora'] : [name]

/**
 * Whether a close task concerns somebody this morning, told from the tables alone and not by the product's rules: theirs and due within two
 * working days, handed to them for review, or late with another while work waits for it.
 */
export async function isConcerned(
  { sql, scope }: SqlScope,
  calendar: WorkingCalendar,
  person: Person,
  { acts, me, now }: { acts: readonly string[]; me: string; now: Date },
): Promise<boolean> {
  const today = dateIn(person.timeZone, now)
  const day = (n: number) => addWorkingDays(calendar, today, n)
  const [row] = await sql<{ concerned: boolean }[]>`
    with task as (
      select t.*, t.owner_id = any(${acts as string[]}::uuid[]) as own, t.reviewer_id = any(${acts as string[]}::uuid[]) as reviews,
        t.state in ('ready', 'in_progress') as doable,
        exists (select from close_task_dependency d join close_task n on n.workspace_id = d.workspace_id and n.id = d.task_id
          where d.workspace_id = t.workspace_id and d.depends_on_id = t.id and n.state not in ('approved', 'not_applicable')) as holds
      from close_task t join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
      where t.workspace_id = ${scope.workspaceId} and c.state = 'open')
    select exists (select from task where
      (state = 'submitted' and reviews and done_by_id <> ${me})
      or (doable and own and due_on <= case when check_name is null then ${day(2)}::date else ${today}::date end)
      or (doable and not coalesce(own, false) and holds and reviews and due_on <= ${day(-2)})
      or (${person.name === 'carl'} and (doable or state = 'submitted') and not (doable and coalesce(own, false)) and holds
        and due_on <= case when reviewer_id is null then ${day(-2)}::date else ${day(-3)}::date end)) as concerned`
  return row?.concerned ?? false
}
