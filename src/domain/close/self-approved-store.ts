import type { SqlScope } from '../../db/sql-workspace.js'

/** Something that its asker approved alone, as the only person of the company. */
export type SelfApproved = { ref: string; kind: string; title: string; by: string; at: Date }

/** Of every kind of approval – bills, payment runs, journals, roles –, by the company's own days. */
export const listSelfApproved = (
  { sql, scope }: SqlScope,
  { from, to }: { from: string; to: string },
): Promise<SelfApproved[]> => sql<SelfApproved[]>`
  select a.ref, a.kind, a.title, s.name as by, a.decided_at as at
  from approval a
  join workspace w on w.id = a.workspace_id
  join staff s on s.workspace_id = a.workspace_id and s.id = a.decided_by_id
  where a.workspace_id = ${scope.workspaceId}::uuid and a.solo and a.state = 'approved'
    and (a.decided_at at time zone w.time_zone)::date between ${from}::date and ${to}::date
  order by a.decided_at, a.id`
