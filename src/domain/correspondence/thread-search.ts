import type { SqlScope } from '../../db/sql-workspace.js'
import { nameKey } from '../../lib/name-key.js'
import { sharedBy } from './visibility-sql.js'

/**
 * Makes threads findable by what colleagues may see of them: messages that some mailbox shares in full by their text,
 * those shared by subject by that; the rest stays unfound. Written anew from the messages.
 */
export const putThreadSearch = (bulk: SqlScope, threadIds: readonly string[]): Promise<void> =>
  write(bulk, threadIds, () => true)

/**
 * The same when messages came to threads: only what is not found yet, or found by more or less than it should be, is
 * broken into words, and `changed` messages, whose text is another now.
 */
export function addThreadSearch(
  bulk: SqlScope,
  threadIds: readonly string[],
  changed: readonly string[] = [],
): Promise<void> {
  const anew = new Set(changed)
  return write(bulk, threadIds, ({ id, whole, found }) => whole !== found || anew.has(id))
}

/** By what a message is found, and should be: all its text, its subject alone, or (null) nothing. */
type Findable = { id: string; whole: boolean | null; found: boolean | null }

async function write(
  bulk: SqlScope,
  threadIds: readonly string[],
  isDue: (message: Findable) => boolean,
): Promise<void> {
  if (threadIds.length === 0) return
  const messages = await listFindable(bulk, threadIds)
  const due = messages.filter(isDue)
  const hidden = due.flatMap(({ id, whole, found }) => (whole === null && found !== null ? id : []))
  if (hidden.length > 0) await bulk.sql`select search.remove_mail(${hidden}::uuid[])`
  for (const whole of [true, false]) {
    const shown = due.flatMap((message) => (message.whole === whole ? message.id : []))
    if (shown.length > 0) await bulk.sql`select search.put_mail(${shown}::uuid[], ${whole})`
  }
  await putTitles(bulk, threadIds, messages)
}

type Message = Findable & { threadId: string; ref: string; subject: string }

/** The messages of the threads, oldest first. */
function listFindable(bulk: SqlScope, threadIds: readonly string[]): Promise<Message[]> {
  const { sql, scope } = bulk
  return sql<Message[]>`
    select m.id, m.thread_id as "threadId", t.ref, m.subject, f.whole as found, case when s.shared then s.whole end as whole
      from search.mail_of(${threadIds as string[]}::uuid[]) f
      join message m on m.workspace_id = ${scope.workspaceId} and m.id = f.message_id
      join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
      join lateral (select t.private_at is null and bool_or(${sharedBy(bulk)} = 'full') as whole,
                           t.private_at is null and bool_or(${sharedBy(bulk)} <> 'metadata') as shared
                      from message_location l
                      join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
                     where l.workspace_id = m.workspace_id and l.message_id = m.id) s on true
     order by m.sent_at, m.message_key`
}

/** A thread is named by the oldest subject that is shown; one of which nothing is shown has no document. */
async function putTitles(bulk: SqlScope, threadIds: readonly string[], messages: readonly Message[]): Promise<void> {
  const named = new Map<string, Message>()
  for (const message of messages)
    if (message.whole !== null && !named.has(message.threadId)) named.set(message.threadId, message)
  await removeThreadSearch(
    bulk,
    threadIds.filter((id) => !named.has(id)),
  )
  if (named.size === 0) return
  const documents = [...named.values()].map(({ threadId, ref, subject }) => ({
    kind: 'thread',
    record_id: threadId,
    ref,
    title: subject,
    title_key: nameKey(subject),
    body: '',
  }))
  await bulk.sql`select search.put_all(${JSON.stringify(documents)}::text::jsonb)`
}

/** Threads that were merged into others are found as these. */
export async function removeThreadSearch({ sql }: SqlScope, threadIds: readonly string[]): Promise<void> {
  if (threadIds.length === 0) return
  await sql`select search.remove('thread', id) from unnest(${threadIds as string[]}::uuid[]) as t(id)`
}
