import type { SqlScope } from '../../db/sql-workspace.js'

/**
 * What colleagues see of mail, in SQL, in one place: every face asks here. `b` is a mailbox, `m` a message, `t` its thread.
 * The level is computed anew from all copies at every look, so that what an owner changes holds at once.
 */

/** What the mailbox shares: a personal one nothing but metadata until its owner agreed to more. */
export const sharedBy = ({ sql }: SqlScope) =>
  sql`case when b.kind = 'personal' and b.visibility_agreed_at is null then 'metadata' else b.visibility end`

const copiesOf = ({ sql }: SqlScope) => sql`
  message_location l join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
  where l.workspace_id = m.workspace_id and l.message_id = m.id`

/** Of the copies of `m`, what a colleague sees who holds none. */
const shownToColleagues = (read: SqlScope) => read.sql`
  case when t.private_at is not null then -1
       else coalesce(max(case ${sharedBy(read)} when 'full' then 2 when 'subject' then 1 else 0 end), 0) end`

/**
 * How much of message `m` the asker may see: who holds a copy all of it (2), a colleague the most that any mailbox with a copy
 * shares (2 full, 1 subject, 0 that it was). A Cc to a private mailbox does not blank what a shared one shows; of a private
 * thread colleagues see nothing at all (-1).
 */
export const levelOf = (read: SqlScope, askerId: string) => read.sql`
  (select case when bool_or(b.staff_id = ${askerId}) then 2 else ${shownToColleagues(read)} end
     from ${copiesOf(read)})`

/** The level of a message for whoever holds no copy of it: what may go where any colleague sees it. */
export async function sharedLevel(read: SqlScope, messageId: string): Promise<number> {
  const { sql, scope } = read
  const [row] = await sql<{ level: number }[]>`
    select (select ${shownToColleagues(read)} from ${copiesOf(read)}) as level
      from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
     where m.workspace_id = ${scope.workspaceId} and m.id = ${messageId}`
  return row?.level ?? -1
}

/** Of these messages those that the asker may see all of. */
export async function listSeenInFull(
  read: SqlScope,
  messageIds: readonly string[],
  askerId: string,
): Promise<ReadonlySet<string>> {
  const rows = await read.sql<{ id: string }[]>`
    select m.id from message m join thread t on t.workspace_id = m.workspace_id and t.id = m.thread_id
     where m.workspace_id = ${read.scope.workspaceId} and m.id = any(${messageIds as string[]}::uuid[])
       and ${levelOf(read, askerId)} = 2`
  return new Set(rows.map(({ id }) => id))
}

/** The same for questions, whose statements are made of text: `{t}` is the message, `{asker}` the asker. A test compares the two. */
export const LEVEL_FOR_QUESTIONS = `(
  select case when bool_or(b.staff_id = {asker}) then 2
              when exists (select from thread h where h.workspace_id = {t}.workspace_id and h.id = {t}.thread_id and h.private_at is not null) then -1
              else coalesce(max(case case when b.kind = 'personal' and b.visibility_agreed_at is null then 'metadata' else b.visibility end
                when 'full' then 2 when 'subject' then 1 else 0 end), 0) end
    from message_location l join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
   where l.workspace_id = {t}.workspace_id and l.message_id = {t}.id)`

/** Whether the asker may know of thread `t` at all. */
export const mayKnow = (read: SqlScope, askerId: string) => read.sql`
  (t.private_at is null or exists (select from message m, ${copiesOf(read)} and m.workspace_id = t.workspace_id
     and m.thread_id = t.id and b.staff_id = ${askerId}))`

/** Whether the asker may see what only one mailbox's copy shows (a bcc, a link that came of it); null shows to all. */
export const maySeeCopy = ({ sql, ...read }: SqlScope, mailboxId: ReturnType<SqlScope['sql']>, askerId: string) => sql`
  exists (select from mailbox b where b.workspace_id = ${read.scope.workspaceId} and b.id = ${mailboxId}
    and (b.staff_id = ${askerId} or t.private_at is null and ${sharedBy({ sql, ...read })} = 'full'))`
