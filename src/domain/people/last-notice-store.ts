import type { SqlScope } from '../../db/sql-workspace.js'
import { type NoticeKind, noticeKinds } from './notices.js'

/** A message that somebody was sent by itself. */
export type LastNotice = { kind: NoticeKind; at: Date }

/** The last one to a member of staff, or the last that is about a record; null when there was none. */
export async function findLastNotice(
  { sql, scope }: SqlScope,
  staffId: string,
  recordId?: string,
): Promise<LastNotice | null> {
  const [found] = await sql<LastNotice[]>`
    select split_part(d.occasion, ':', 1) as kind, coalesce(d.sent_at, d.created_at) as at
      from delivery d join staff s on s.workspace_id = d.workspace_id and s.id = ${staffId}
     where d.workspace_id = ${scope.workspaceId} and d.state = 'sent' and d.recipient in (s.slack_user_id, s.email)
       and split_part(d.occasion, ':', 1) = any(${noticeKinds() as string[]})
       ${recordId === undefined ? sql`` : sql`and strpos(d.occasion, ${recordId}) > 0`}
     order by 2 desc limit 1`
  return found ?? null
}
