import type { SqlScope } from '../../db/sql-workspace.js'
import type { AuditedChange } from './audit-store.js'

/** A change of a record, or of a row that is part of it (`entity` tells). */
export type HistoryRow = AuditedChange & { id: string; entity: string; entityId: string }

/** A record, and the tables of its parts with their column that names it: the lines of an invoice. */
export type HistoryOf = { table: string; id: string; parts?: Readonly<Record<string, string>> }

/**
 * Who changed a record and its parts, newest first. Parts are found among what the same commands changed, for an audit row has no
 * index by what it says.
 */
export async function listHistory(
  { sql, scope }: SqlScope,
  { table, id, parts = {} }: HistoryOf,
  limit: number,
): Promise<HistoryRow[]> {
  const names = Object.keys(parts)
  const columns = Object.values(parts)
  return sql<HistoryRow[]>`
    with own as (
      select * from audit_log where workspace_id = ${scope.workspaceId} and entity = ${table} and entity_id = ${id}
      order by at desc, id desc limit ${limit}),
    part as (
      select a.* from audit_log a join unnest(${names}::text[], ${columns}::text[]) p (entity, key) on p.entity = a.entity
      where a.workspace_id = ${scope.workspaceId} and a.reference in (select reference from own where reference is not null)
        and ${id} in (a.after ->> p.key, a.before ->> p.key))
    select c.id::text, c.at, s.name as by, c.via, c.reference, c.entity, c.entity_id::text as "entityId", c.action, c.before, c.after
    from (select * from own union all select * from part) c
    left join staff s on s.workspace_id = c.workspace_id and s.id = c.actor_id
    order by c.at desc, c.id desc limit ${limit}`
}

/** What ids that stand in changes are called, as far as they are of a kind that people know by name. */
export async function nameRecords({ sql, scope }: SqlScope, ids: readonly string[]): Promise<Map<string, string>> {
  const [ws, wanted] = [scope.workspaceId, ids as string[]]
  const rows = await sql<{ id: string; name: string }[]>`
    select id::text, name from staff where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select id::text, name from company where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select id::text, name from contact where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select id::text, name from stage where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select id::text, ref from deal where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select id::text, coalesce(number, ref) from invoice where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select id::text, ref from bill where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select id::text, code || ' ' || name from account where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select id::text, code from tax_code where workspace_id = ${ws} and id = any(${wanted}::uuid[])
    union all select entry_id::text, 'JE-' || number from sealed_entry where workspace_id = ${ws} and entry_id = any(${wanted}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
