import type { SqlScope } from '../../db/sql-workspace.js'
import { nameKey } from '../../lib/name-key.js'
import { sharedBy } from './visibility-sql.js'

/**
 * Makes threads findable by what colleagues may see of them: messages that some mailbox shares in full by their text,
 * those shared by subject by that; the rest stays unfound. Written anew from the messages.
 */
export const putThreadSearch = (bulk: SqlScope, threadIds: readonly string[]): Promise<void> =>
  write(bulk, threadIds, () => true, null)

/**
 * The same when messages came to threads: of all others how they are found stays as it is. `arrived` are messages of which
 * a copy came (null: any may be found otherwise now), `changed` those whose text is another now.
 */
export function addThreadSearch(
  bulk: SqlScope,
  threadIds: readonly string[],
  { arrived, changed }: { arrived: readonly string[] | null; changed: readonly string[] },
): Promise<void> {
  const anew = new Set(changed)
  return write(bulk, threadIds, ({ id, whole, found }) => whole !== found || anew.has(id), arrived)
}

/** By what a message is found, and should be: all its text, its subject alone, or (null) nothing. */
type Findable = { id: string; whole: boolean | null; found: boolean | null }

async function write(
  bulk: SqlScope,
  threadIds: readonly string[],
  isDue: (message: Findable) => boolean,
  looked: readonly string[] | null,
): Promise<void> {
  if (threadIds.length === 0) return
  const messages = await listFindable(bulk, threadIds, looked)
  const due = messages.filter(isDue)
  const hidden = due.flatMap(({ id, whole, found }) => (whole === null && found !== null ? id : []))
  if (hidden.length > 0) await bulk.sql`select search.remove_mail(${hidden}::uuid[])::text`
  for (const whole of [true, false]) {
    const shown = due.flatMap((message) => (message.whole === whole ? message.id : []))
    if (shown.length > 0) await bulk.sql`select search.put_mail(${shown}::uuid[], ${whole})::text`
  }
  await putTitles(bulk, threadIds, messages)
}

type Message = Findable & { threadId: string; ref: string; subject: string }

/** The messages of the threads, oldest first; what may be found is worked out for those `looked` at (null: all). */
function listFindable(
  bulk: SqlScope,
  threadIds: readonly string[],
  looked: readonly string[] | null,
): Promise<Message[]> {
  const { sql, scope } = bulk
  return sql<Message[]>`
    select m.id, m.thread_id as "threadId", t.ref, m.subject, f.whole as found,
           case when ${looked === null} or m.id = any(${(looked ?? []) as string[]}::uuid[])
             then (select case when bool_or(${sharedBy(bulk)} = 'full') then true when bool_or(${sharedBy(bulk)} <> 'metadata') then false end
                     from message_location l
                     join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
                    where l.workspace_id = m.workspace_id and l.message_id = m.id and t.private_at is null)
             else f.whole end as whole
      from search.mail_of(${threadIds as string[]}::uuid[]) f
      join message m on m.workspace_id = ${scope.workspaceId} and m.id = f.message_id
      join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
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
  await sql`select search.remove('thread', id)::text from unnest(${threadIds as string[]}::uuid[]) as t(id)`
}
