import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import { notFound } from '../../lib/errors.js'

/** How the occasions of replies begin; the reply's id follows. */
export const REPLY_OCCASION = 'case-reply:'
const REPLY_PATTERN = /^case-reply:([0-9a-f-]{36})$/

export const replyIdOf = ({ occasion }: { occasion: string }): string | null =>
  REPLY_PATTERN.exec(occasion)?.[1] ?? null

/** A reply as somebody confirmed it. */
export type CaseReply = {
  id: string
  caseId: string
  recipient: string
  cc: readonly string[]
  subject: string
  text: string
  at: Date
  /** The customer's mail that it answers. */
  answersId: string | null
  byId: string | null
}

export async function insertReply(tx: Tx, reply: CaseReply): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.caseReply.create({
    data: { ...reply, cc: [...reply.cc], workspaceId, recipientKey: addressKey(reply.recipient) },
  })
}

/** What mailing it takes. */
export type ReplyToMail = CaseReply & {
  ref: string
  mailboxId: string | null
  by: string | null
  /** The Message-ID that it answers, and what that answered. */
  messageKey: string | null
  references: readonly string[]
}

/** Throws `not_found`. */
export async function getReplyToMail({ sql, scope }: SqlScope, id: string): Promise<ReplyToMail> {
  const [row] = await sql<ReplyToMail[]>`
    select r.id, r.case_id as "caseId", r.recipient, r.cc, r.subject, r.text, r.at, r.answers_id as "answersId", r.by_id as "byId",
           c.ref, c.mailbox_id as "mailboxId", s.name as by, m.message_key as "messageKey",
           coalesce((select f.reference_keys || f.reply_keys from message_ref f
                      where f.workspace_id = m.workspace_id and f.message_id = m.id order by f.id limit 1), '{}') as references
      from case_reply r
      join support_case c on c.workspace_id = r.workspace_id and c.id = r.case_id
      left join staff s on s.workspace_id = r.workspace_id and s.id = r.by_id
      left join message m on m.workspace_id = r.workspace_id and m.id = r.answers_id
     where r.workspace_id = ${scope.workspaceId} and r.id = ${id}`
  if (!row) throw notFound('There is no such reply.', { replyId: id })
  return row
}

/** A reply of ours by the Message-ID of its mail. */
export async function findReplyByMail(
  { sql, scope }: SqlScope,
  messageKey: string,
): Promise<{ caseId: string } | null> {
  const [mail] = await sql<{ occasion: string }[]>`
    select occasion from delivery
     where workspace_id = ${scope.workspaceId} and channel = 'mail' and message_key = ${messageKey}`
  const id = mail && replyIdOf(mail)
  return id ? findReply({ sql, scope }, id) : null
}

export async function findReply(
  { sql, scope }: Pick<SqlScope, 'sql' | 'scope'>,
  id: string,
): Promise<{ caseId: string } | null> {
  const [row] = await sql<{ caseId: string }[]>`
    select case_id as "caseId" from case_reply where workspace_id = ${scope.workspaceId} and id = ${id}`
  return row ?? null
}

/** A reply whose mail stands in no thread yet: on its way, or in doubt. */
export type PendingReply = { at: Date; by: string | null; recipient: string; text: string; state: string | null }

export const listPendingReplies = ({ sql, scope }: SqlScope, caseId: string): Promise<PendingReply[]> => sql<
  PendingReply[]
>`
  select r.at, s.name as by, r.recipient, r.text, d.state
    from case_reply r
    left join staff s on s.workspace_id = r.workspace_id and s.id = r.by_id
    left join delivery d on d.workspace_id = r.workspace_id and d.occasion = ${REPLY_OCCASION} || r.id::text
   where r.workspace_id = ${scope.workspaceId} and r.case_id = ${caseId}
     and not exists (select from message m where m.workspace_id = d.workspace_id and m.message_key = d.message_key)
   order by r.at, r.id`

/** Who is writing a reply: has its form open, or its preview, for a quarter of an hour at most, and sent none since. */
export type Writer = { name: string; since: Date }

const WRITING_MS = 15 * 60_000

export const listWriters = ({ sql, scope, now }: SqlScope, caseId: string): Promise<Writer[]> => sql<Writer[]>`
  select s.name, min(a.created_at) as since
    from pending_action a join staff s on s.workspace_id = a.workspace_id and s.id = a.created_by_id
   where a.workspace_id = ${scope.workspaceId} and a.command = 'case reply' and a.used_at is null
     and a.created_at > ${new Date(now.getTime() - WRITING_MS)}
     and a.created_by_id is distinct from ${scope.actorId}
     and a.args ->> 'purpose' in ('open-form', 'confirm') and a.args -> 'values' -> 'case' ->> 'id' = ${caseId}
     and not exists (select from case_reply r where r.workspace_id = a.workspace_id and r.case_id = ${caseId}
                       and r.by_id = a.created_by_id and r.at >= a.created_at)
   group by s.id, s.name order by since, s.name`

/** The case whose last reply went to an address that turned out to be none, if that was lately. */
export async function findRepliedTo(
  { sql, scope, now }: SqlScope,
  key: string,
): Promise<{ caseId: string; byId: string | null } | null> {
  const lately = new Date(now.getTime() - 7 * 86_400_000)
  const [row] = await sql<{ caseId: string; byId: string | null }[]>`
    select case_id as "caseId", by_id as "byId" from case_reply
     where workspace_id = ${scope.workspaceId} and recipient_key = ${key} and at > ${lately} order by at desc limit 1`
  return row ?? null
}
