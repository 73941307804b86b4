import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { PastTask } from './forecast-close.js'

/** Tasks of earlier closes of the kind that this one is: the day each could begin, and the day it was finished, in the company's zone. */
export const listPastTasks = ({ sql, scope }: SqlScope, month: string): Promise<PastTask[]> => sql<PastTask[]>`
  select t.key, (t.done_at at time zone w.time_zone)::date::text as "doneOn",
    (greatest(c.created_at, (select max(b.done_at) from close_task_dependency d
      join close_task b on b.workspace_id = d.workspace_id and b.id = d.depends_on_id
      where d.workspace_id = t.workspace_id and d.task_id = t.id)) at time zone w.time_zone)::date::text as "readyOn"
  from close_task t
  join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
  join workspace w on w.id = t.workspace_id
  where t.workspace_id = ${scope.workspaceId} and t.state = 'approved' and t.done_at is not null
    and c.month < ${month} and length(c.month) = length(${month})
  order by c.month desc limit 400`

/** A close that was finished: the last day of its books, and the day the last of its tasks was. */
export type PastClose = { month: string; endsOn: IsoDate; finishedOn: IsoDate; tasks: number }

/** Finished closes, oldest first. */
export const listPastCloses = ({ sql, scope }: SqlScope, most: number): Promise<PastClose[]> => sql<PastClose[]>`
  select * from (
    select c.month, p.ends_on::text as "endsOn", (max(t.done_at) at time zone w.time_zone)::date::text as "finishedOn",
      count(*)::int as tasks
    from close c
    join period p on p.workspace_id = c.workspace_id and p.id = c.period_id
    join close_task t on t.workspace_id = c.workspace_id and t.close_id = c.id
    join workspace w on w.id = c.workspace_id
    where c.workspace_id = ${scope.workspaceId} and c.state = 'done'
    group by c.month, p.ends_on, w.time_zone having max(t.done_at) is not null
    order by p.ends_on desc, c.month limit ${most}) newest
  order by "endsOn", month`

/** Something that happened to a task of a close. */
export type TaskNews = {
  at: Date
  kind: string
  ref: string
  title: string
  byName: string | null
  note: string | null
}

/** What happened in a close since an instant, newest first. */
export const listNews = ({ sql, scope }: SqlScope, month: string, since: Date): Promise<TaskNews[]> => sql<TaskNews[]>`
  select e.at, e.kind, t.ref, t.title, s.name as "byName", e.note
  from task_event e
  join close_task t on t.workspace_id = e.workspace_id and t.id = e.task_id
  join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
  left join staff s on s.workspace_id = e.workspace_id and s.id = e.by_id
  where e.workspace_id = ${scope.workspaceId} and c.month = ${month} and e.at >= ${since} and e.kind not in ('ready', 'waiting')
  order by e.at desc, e.id desc limit 12`
