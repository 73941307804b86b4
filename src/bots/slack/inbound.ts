import type { Database } from '../../db/database.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'

/**
 * Records a delivery before it is acknowledged; false when it was here already (a retry, or a replayed request: Slack's
 * signatures have no nonce). The payload is kept without tokens and trigger ids, which are worthless minutes later.
 */
export async function recordInbound(
  db: Database,
  workspaceId: string,
  key: string,
  body: Record<string, unknown>,
): Promise<boolean> {
  const { token: _token, trigger_id: _trigger, response_url: _url, ...payload } = body
  return await bulkWorkspace(db, { workspaceId, actorId: null, via: 'slack' }, async ({ sql }) => {
    const rows = await sql`
      insert into inbound_event (workspace_id, id, source, event_key, payload, handled_at)
      values (${workspaceId}, ${db.ids.next()}, 'slack', ${key}, ${sql.json(payload as never)}, ${db.clock.now()})
      on conflict (workspace_id, source, event_key) do nothing returning 1`
    return rows.length === 1
  })
}
