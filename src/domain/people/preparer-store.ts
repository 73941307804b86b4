import type { Tx } from '../../db/in-workspace.js'

/** Changes of these alone prepare nothing: what was decided about a record, and what is still open of it. */
const DECIDED = [
  'status',
  'state',
  'version',
  'updated_at',
  'open_minor',
  'base_open_minor',
  'entry_id',
  'posting_date',
  'fx_rate',
  'held_reason',
]

/** Who made a record or changed what it says, by the audit trail. Deciding about it, posting and settling it are no part of that. */
export async function listPreparers(tx: Tx, entity: string, id: string): Promise<string[]> {
  const rows = await tx.prisma.$queryRaw<{ id: string }[]>`
    select distinct a.actor_id::text as id from audit_log a
    where a.workspace_id = ${tx.scope.workspaceId}::uuid and a.entity = ${entity} and a.entity_id = ${id}::uuid
      and a.actor_id is not null and (a.action <> 'update'
        or exists (select from jsonb_object_keys(a.after) k where k <> all(${DECIDED}::text[])))`
  return rows.map((row) => row.id)
}
