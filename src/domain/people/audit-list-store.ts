import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { HistoryRow } from './history-store.js'

/** Which changes; what is absent does not narrow. Days are the company's. */
export type AuditFilter = {
  staffId?: string
  via?: string
  record?: { table: string; id: string }
  from?: IsoDate
  to?: IsoDate
  /** All that one command changed. */
  reference?: string
}

/** Changes of whatever record, newest first. */
export const listAudit = (
  { sql, scope }: SqlScope,
  { staffId, via, record, from, to, reference }: AuditFilter,
  { limit, offset, timeZone }: { limit: number; offset: number; timeZone: string },
): Promise<HistoryRow[]> => sql<HistoryRow[]>`
  select a.id::text, a.at, s.name as by, a.via, a.reference, a.entity, a.entity_id::text as "entityId", a.action, a.before, a.after
  from audit_log a left join staff s on s.workspace_id = a.workspace_id and s.id = a.actor_id
  where a.workspace_id = ${scope.workspaceId}
    ${staffId ? sql`and a.actor_id = ${staffId}` : sql``}
    ${via ? sql`and a.via = ${via}` : sql``}
    ${record ? sql`and a.entity = ${record.table} and a.entity_id = ${record.id}` : sql``}
    ${from ? sql`and a.at >= (${from}::date)::timestamp at time zone ${timeZone}` : sql``}
    ${to ? sql`and a.at < (${to}::date + 1)::timestamp at time zone ${timeZone}` : sql``}
    ${reference ? sql`and a.reference = ${reference}` : sql``}
  order by a.at desc, a.id desc limit ${limit} offset ${offset}`
