import type { SqlScope } from '../../db/sql-workspace.js'
import { nameKey } from '../../lib/name-key.js'
import { sharedBy } from './visibility-sql.js'

/** Of one message, in characters, so that a long one leaves room for the others (`search.put_all` takes 200,000). */
const MESSAGE_CHARS = 20_000
const THREAD_CHARS = 200_000

/**
 * Makes threads findable by what colleagues may see of them: messages that some mailbox shares in full with their text,
 * those shared by subject with that; the rest stays unfound. Written anew from the messages, so any order comes to the same.
 */
export async function putThreadSearch({ sql, scope, now }: SqlScope, threadIds: readonly string[]): Promise<void> {
  const read: SqlScope = { sql, scope, now }
  const rows = await sql<{ id: string; ref: string; title: string; body: string }[]>`
    select m.thread_id as id, t.ref, (array_agg(m.subject order by m.sent_at, m.message_key))[1] as title,
           left(string_agg(case when s.whole then m.from_address || ' ' || coalesce(m.from_name, '') || ' '
             || left(m.text, ${MESSAGE_CHARS}) else m.subject end, E'\n' order by m.sent_at desc, m.message_key), ${THREAD_CHARS}) as body
      from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id and t.private_at is null
      join lateral (select bool_or(${sharedBy(read)} = 'full') as whole, bool_or(${sharedBy(read)} <> 'metadata') as shared
                      from message_location l
                      join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
                     where l.workspace_id = m.workspace_id and l.message_id = m.id) s on s.shared
     where m.workspace_id = ${scope.workspaceId} and m.thread_id = any(${threadIds as string[]}::uuid[])
     group by m.thread_id, t.ref`
  // What is not shared any more is not found any more.
  const found = new Set(rows.map(({ id }) => id))
  await removeThreadSearch(
    read,
    threadIds.filter((id) => !found.has(id)),
  )
  if (rows.length === 0) return
  const documents = rows.map((row) => ({
    kind: 'thread',
    record_id: row.id,
    ref: row.ref,
    title: row.title,
    title_key: nameKey(row.title),
    body: row.body,
  }))
  await sql`select search.put_all(${JSON.stringify(documents)}::text::jsonb)`
}

/** Threads that were merged into others are found as these. */
export async function removeThreadSearch({ sql }: SqlScope, threadIds: readonly string[]): Promise<void> {
  if (threadIds.length === 0) return
  await sql`select search.remove('thread', id) from unnest(${threadIds as string[]}::uuid[]) as t(id)`
}
