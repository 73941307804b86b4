import type { Ids } from '../lib/ids.js'
import type { SqlScope } from './sql-workspace.js'

/** Errands of a set-based transaction, due at once: `kind` names the job, `data` its payload. In one statement. */
export const bulkOutbox = (
  { sql, scope, now }: SqlScope,
  ids: Ids,
  errands: readonly { kind: string; data: Readonly<Record<string, unknown>> }[],
) => sql`
  insert into outbox (workspace_id, id, kind, data, due_at)
  select ${scope.workspaceId}, e.id, e.kind, e.data, ${now}
    from json_to_recordset(${JSON.stringify(errands.map((errand) => ({ id: ids.next(), ...errand })))}::text::json)
      as e(id uuid, kind text, data jsonb)`
