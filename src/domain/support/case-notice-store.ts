import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** What somebody is told of a case. */
export type CaseNoticeKind = 'opened' | 'answered' | 'assigned' | 'bounced' | 'warning' | 'breach'

/** A member of staff, or a channel of the chat by its id. */
export type NoticeRecipient = { staffId: string } | { channel: string }

export type NewCaseNotice = {
  kind: CaseNoticeKind
  to: NoticeRecipient
  caseId: string
  /** What makes it one, with kind and recipient. */
  occasion: string
  why: string
}

export const recipientKey = (to: NoticeRecipient): string => ('staffId' in to ? to.staffId : to.channel)

/** Plans words about a case; what was planned before is not planned again. Answers to whom something is new. */
export async function planCaseNotices(tx: Tx, notices: readonly NewCaseNotice[]): Promise<NoticeRecipient[]> {
  const { workspaceId } = tx.scope
  const fresh: NoticeRecipient[] = []
  for (const { to, ...notice } of notices) {
    const staffId = 'staffId' in to ? to.staffId : null
    const { count } = await tx.prisma.caseNotice.createMany({
      data: { ...notice, workspaceId, id: tx.newId(), recipient: recipientKey(to), staffId },
      skipDuplicates: true,
    })
    if (count === 1) fresh.push(to)
  }
  return [...new Map(fresh.map((to) => [recipientKey(to), to])).values()]
}

/** Takes everything that waits to be told to a recipient into one message, named by its errand. Again it takes the same. */
export async function takeCaseNotices(tx: Tx, recipient: string, toldIn: string): Promise<void> {
  const { workspaceId } = tx.scope
  if ((await tx.prisma.caseNotice.count({ where: { workspaceId, toldIn } })) > 0) return
  await tx.prisma.caseNotice.updateMany({ where: { workspaceId, recipient, toldIn: null }, data: { toldIn } })
}

/** Whether a message about it stands in the chat. */
export const wasTold = async ({ prisma, scope }: Tx, caseId: string): Promise<boolean> =>
  (await prisma.caseNotice.findFirst({
    where: { workspaceId: scope.workspaceId, caseId, toldIn: { not: null } },
    select: { id: true },
  })) !== null

/** Those of these cases about which a message stands in the chat. */
export const listTold = async ({ prisma, scope }: Tx, caseIds: readonly string[]): Promise<string[]> =>
  (
    await prisma.caseNotice.findMany({
      where: { workspaceId: scope.workspaceId, caseId: { in: [...caseIds] }, toldIn: { not: null } },
      select: { caseId: true },
      distinct: ['caseId'],
    })
  ).map(({ caseId }) => caseId)

/** The newest message about a case that each recipient got: older ones are read no more. */
export const listLastTold = async ({ sql, scope }: SqlScope, caseId: string): Promise<string[]> =>
  (
    await sql<{ toldIn: string }[]>`
      select distinct last.told_in as "toldIn"
        from (select distinct on (n.recipient) n.told_in from case_notice n
               where n.workspace_id = ${scope.workspaceId} and n.case_id = ${caseId} and n.told_in is not null
               order by n.recipient, n.id desc) last`
  ).map(({ toldIn }) => toldIn)

/** Why somebody was last told of a case; null when they were not. */
export async function findWhyOfCase({ sql, scope }: SqlScope, staffId: string, caseId: string): Promise<string | null> {
  const [found] = await sql<{ why: string }[]>`
    select why from case_notice
     where workspace_id = ${scope.workspaceId} and staff_id = ${staffId} and case_id = ${caseId} and told_in is not null
     order by id desc limit 1`
  return found?.why ?? null
}

export type CaseNoticeRow = { kind: CaseNoticeKind; caseId: string; why: string; staffId: string | null }

/** What one message is to tell, oldest first, without what its reader muted: a case, its company, or all of them. */
export const listTakenNotices = ({ sql, scope }: SqlScope, toldIn: string): Promise<CaseNoticeRow[]> => sql<
  CaseNoticeRow[]
>`
  select n.kind, n.case_id as "caseId", n.why, n.staff_id as "staffId"
    from case_notice n join support_case c on c.workspace_id = n.workspace_id and c.id = n.case_id
   where n.workspace_id = ${scope.workspaceId} and n.told_in = ${toldIn}
     and not exists (select from notice_mute u where u.workspace_id = n.workspace_id and u.staff_id = n.staff_id
                      and u.subject in ('cases', c.id::text, coalesce(c.company_id::text, '')))
   order by n.id`
