import type { SqlScope } from '../../db/sql-workspace.js'

export type TaskEventRow = { taskId: string; kind: string; at: Date; by: string | null; note: string | null }

/** What happened to a task, newest first. */
export const listTaskEvents = ({ sql, scope }: SqlScope, taskId: string, limit: number): Promise<TaskEventRow[]> => sql<
  TaskEventRow[]
>`
  select e.task_id::text as "taskId", e.kind, e.at, s.name as by, e.note from task_event e
  left join staff s on s.workspace_id = e.workspace_id and s.id = e.by_id
  where e.workspace_id = ${scope.workspaceId}::uuid and e.task_id = ${taskId}::uuid
  order by e.at desc, e.id desc limit ${limit}`
