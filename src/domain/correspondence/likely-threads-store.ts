import type { SqlScope } from '../../db/sql-workspace.js'
import { levelOf, mayKnow } from './visibility-sql.js'

/** Another thread that may be the same conversation: `program` says so. */
export type LikelyThread = { id: string; ref: string; subject: string | null; program: 'gmail' | 'outlook' }

/** So many are offered; who mails from one program for years has some that it mistakes for one. */
const OFFERED = 3

/**
 * Threads that Gmail or Outlook takes for the same conversation as this one, as far as the asker may know of them, the newest first.
 * None where people have arranged either: they know better.
 */
export const listLikelyThreads = (read: SqlScope, threadId: string, asker: { id: string }): Promise<LikelyThread[]> => {
  const { sql, scope } = read
  return sql<LikelyThread[]>`
    with seen as (
      select t.id, t.ref, t.last_at, split_part(m.provider_thread, ':', 1) as program, m.subject, m.sent_at, m.message_key,
             ${levelOf(read, asker.id)} as level
        from thread h join message a on a.workspace_id = h.workspace_id and a.thread_id = h.id
        join message m on m.workspace_id = a.workspace_id and m.provider_thread = a.provider_thread and m.thread_id <> h.id
        join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
       where h.workspace_id = ${scope.workspaceId} and h.id = ${threadId} and not h.arranged and not t.arranged
         and ${mayKnow(read, asker.id)})
    select id, ref, min(program) as program,
           (array_agg(subject order by sent_at, message_key) filter (where level >= 1))[1] as subject
      from seen group by id, ref, last_at order by last_at desc, id limit ${OFFERED}`
}
