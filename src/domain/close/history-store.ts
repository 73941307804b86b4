import type { SqlScope } from '../../db/sql-workspace.js'

/** Something that happened to a task of the close, or to the close as a whole: `ref` is its month then. */
export type CloseEvent = {
  id: string
  at: Date
  kind: string
  note: string | null
  byId: string | null
  byName: string | null
  ref: string
  title: string
  closeId: string
}

/** What happened to the tasks of a close (without one: of all that are open) in `[since, before)`, oldest first. */
export const listCloseEvents = (
  { sql, scope, now }: SqlScope,
  { since, before, closeId }: { since: Date; before?: Date; closeId?: string },
): Promise<CloseEvent[]> => sql<CloseEvent[]>`
  with event as (
    select e.id, e.at, e.kind, e.note, e.by_id as "byId", b.name as "byName", t.ref, t.title, t.close_id as "closeId", c.state
    from task_event e
    join close_task t on t.workspace_id = e.workspace_id and t.id = e.task_id
    join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
    left join staff b on b.workspace_id = e.workspace_id and b.id = e.by_id
   where e.workspace_id = ${scope.workspaceId}
   union all
    select e.id, e.at, e.kind, e.note, e.by_id, b.name, c.month, 'The close', c.id, c.state from close_event e
    join close c on c.workspace_id = e.workspace_id and c.id = e.close_id
    left join staff b on b.workspace_id = e.workspace_id and b.id = e.by_id
   where e.workspace_id = ${scope.workspaceId})
  select e.id, e.at, e.kind, e.note, e."byId", e."byName", e.ref, e.title, e."closeId" from event e
   where e.at >= ${since} and e.at < ${before ?? new Date(now.getTime() + 1)}
     and ${closeId === undefined ? sql`e.state = 'open'` : sql`e."closeId" = ${closeId}`}
   order by e.at, e.id`
