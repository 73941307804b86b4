import type { SqlScope } from '../../db/sql-workspace.js'
import { maySeeCopy } from './visibility-sql.js'

/** Of so many threads, the newest, those of one's own records are looked for: what is older is no news. */
const LOOKED_THROUGH = 500

/** The newest threads on records that somebody owns, newest first, by id; what of them may be seen is another question. */
export async function listThreadIdsOfOwner(read: SqlScope, ownerId: string, limit: number): Promise<string[]> {
  const { sql, scope } = read
  const rows = await sql<{ id: string }[]>`
    with recent as (
      select id, last_at, private_at from thread where workspace_id = ${scope.workspaceId} and merged_into_id is null
       order by last_at desc limit ${LOOKED_THROUGH})
    select t.id from recent t
     where exists (
       select from thread_link k
         left join deal d on d.workspace_id = k.workspace_id and d.id = k.deal_id
         left join contact c on c.workspace_id = k.workspace_id and c.id = k.contact_id
         left join company o on o.workspace_id = k.workspace_id and o.id = k.company_id
         left join invoice i on i.workspace_id = k.workspace_id and i.id = k.invoice_id
        where k.workspace_id = ${scope.workspaceId} and k.thread_id = t.id and k.removed_at is null
          and ${ownerId} in (d.owner_id, c.owner_id, o.owner_id, i.owner_id)
          and (k.mailbox_id is null or ${maySeeCopy(read, sql`k.mailbox_id`, ownerId)}))
     order by t.last_at desc, t.id limit ${limit}`
  return rows.map(({ id }) => id)
}
