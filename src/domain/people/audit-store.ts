import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** One change of one record: the columns that changed, before and after. `by` is null for the service itself. */
export type AuditedChange = {
  at: Date
  by: string | null
  via: string
  reference: string | null
  action: 'insert' | 'update' | 'delete'
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
}

/** The last change of a record, as seen from inside a transaction. */
export async function findLastChange(tx: Tx, table: string, id: string): Promise<AuditedChange | null> {
  const [found] = await tx.prisma.$queryRaw<AuditedChange[]>`
    select a.at, s.name as by, a.via, a.reference, a.action, a.before, a.after
      from audit_log a left join staff s on s.workspace_id = a.workspace_id and s.id = a.actor_id
     where a.workspace_id = ${tx.scope.workspaceId}::uuid and a.entity = ${table} and a.entity_id = ${id}::uuid
     order by a.at desc, a.id desc limit 1`
  return found ?? null
}

/** The last changes of a record, newest first. */
export const listLastChanges = (
  { sql, scope }: SqlScope,
  table: string,
  id: string,
  limit: number,
): Promise<AuditedChange[]> =>
  sql<AuditedChange[]>`
    select a.at, s.name as by, a.via, a.reference, a.action, a.before, a.after
      from audit_log a left join staff s on s.workspace_id = a.workspace_id and s.id = a.actor_id
     where a.workspace_id = ${scope.workspaceId} and a.entity = ${table} and a.entity_id = ${id}
     order by a.at desc, a.id desc limit ${limit}`
