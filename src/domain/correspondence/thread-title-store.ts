import type { SqlScope } from '../../db/sql-workspace.js'
import { levelOf, mayKnow } from './visibility-sql.js'

/** What a thread is called; `subject` is null where the asker may know of its mails, and not of what is in them. */
export type ThreadTitle = { id: string; ref: string; subject: string | null; version: number }

/**
 * Of these threads those that the asker may know of, each by the first subject that they may see. Who sees a message is asked of its
 * copies, which lie far apart: here of as many messages as it takes, and not of all as where they are counted.
 */
export const listThreadTitles = (
  read: SqlScope,
  ids: readonly string[],
  asker: { id: string },
): Promise<ThreadTitle[]> =>
  read.sql<ThreadTitle[]>`
    select t.id, t.ref, t.version,
           -- Put in order before they are asked about, so that the second is asked about only where the first is not seen.
           (select m.subject from (select o.* from message o where o.workspace_id = t.workspace_id and o.thread_id = t.id
                                    order by o.sent_at, o.message_key offset 0) m
             where ${levelOf(read, asker.id)} >= 1 order by m.sent_at, m.message_key limit 1) as subject
      from thread t
     where t.workspace_id = ${read.scope.workspaceId} and t.id = any(${[...ids]}::uuid[]) and ${mayKnow(read, asker.id)}
       and exists (select from message h where h.workspace_id = t.workspace_id and h.thread_id = t.id)`
