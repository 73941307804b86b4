import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { ActivityKind, NewActivity, Subject } from './activity.js'

/** The column by which an activity names the one record it is about. */
export const SUBJECT_COLUMN = {
  contact: 'contactId',
  company: 'companyId',
  deal: 'dealId',
  invoice: 'invoiceId',
  case: 'caseId',
} as const

export async function insertActivity(tx: Tx, activity: NewActivity): Promise<string> {
  const id = tx.newId()
  await tx.prisma.activity.create({
    data: {
      workspaceId: tx.scope.workspaceId,
      id,
      kind: activity.kind,
      body: activity.body,
      at: activity.at ?? tx.now,
      byId: tx.scope.actorId,
      [SUBJECT_COLUMN[activity.subject.kind]]: activity.subject.id,
    },
  })
  return id
}

export const findActivity = (tx: Tx, id: string): Promise<{ kind: string; body: string; byId: string | null } | null> =>
  tx.prisma.activity.findUnique({ where: key(tx, id), select: { kind: true, body: true, byId: true } })

export async function deleteActivity(tx: Tx, id: string): Promise<void> {
  await tx.prisma.activity.delete({ where: key(tx, id) })
}

const key = (tx: Tx, id: string) => ({ workspaceId_id: { workspaceId: tx.scope.workspaceId, id } })

export type ActivityRow = {
  id: string
  kind: ActivityKind
  body: string
  at: Date
  by: string | null
  dealRef: string | null
  /** Of a task that is still to be done, when it is due and who is to do it. */
  todo: { ref: string; dueOn: IsoDate | null; owner: string } | null
}

/**
 * What is still to be done on a record, soonest first, then what happened there, newest first, `limit` of each; of a company
 * or contact those of its deals as well, as far as `dealsOf`.
 */
export const listActivities = (
  read: SqlScope,
  subject: Subject,
  limit: number,
  dealsOf: Owners = 'all',
): Promise<ActivityRow[]> => read.sql<ActivityRow[]>`
  (select a.id, a.kind, a.body, a.at, null as by, d.ref as "dealRef",
          jsonb_build_object('ref', a.ref, 'dueOn', a.due_on, 'owner', o.name) as todo
     from activity a
     join staff o on o.workspace_id = a.workspace_id and o.id = a.owner_id
     left join deal d on d.workspace_id = a.workspace_id and d.id = a.deal_id
    where a.workspace_id = ${read.scope.workspaceId} and ${about(read, subject, dealsOf)} and a.kind = 'task' and a.done_at is null
    order by a.due_on nulls last, a.id limit ${limit})
  union all
  (select a.id, a.kind, a.body, a.at, s.name as by, d.ref as "dealRef", null as todo
     from activity a
     left join staff s on s.workspace_id = a.workspace_id and s.id = a.by_id
     left join deal d on d.workspace_id = a.workspace_id and d.id = a.deal_id
    where ${happened(read, subject, dealsOf)}
    order by a.at desc, a.id desc limit ${limit})`

/** A note, call or meeting with all of its text. */
export type NoteRow = Omit<ActivityRow, 'todo'>

/** What happened on a record as `listActivities` has it, a page of it, newest first. */
export const listNotes = (
  read: SqlScope,
  subject: Subject,
  { limit, offset, dealsOf }: { limit: number; offset: number; dealsOf: Owners },
): Promise<NoteRow[]> => read.sql<NoteRow[]>`
  select a.id, a.kind, a.body, a.at, s.name as by, d.ref as "dealRef"
    from activity a
    left join staff s on s.workspace_id = a.workspace_id and s.id = a.by_id
    left join deal d on d.workspace_id = a.workspace_id and d.id = a.deal_id
   where ${happened(read, subject, dealsOf)}
   order by a.at desc, a.id desc limit ${limit} offset ${offset}`

export async function countNotes(read: SqlScope, subject: Subject, dealsOf: Owners): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*)::int as count from activity a where ${happened(read, subject, dealsOf)}`
  return row?.count ?? 0
}

const happened = (
  read: SqlScope,
  subject: Subject,
  dealsOf: Owners,
) => read.sql`a.workspace_id = ${read.scope.workspaceId}
  and ${about(read, subject, dealsOf)} and (a.kind <> 'task' or a.done_at is not null)`

/** Arrays, not joins, so that each side of the `or` stays on its own index. */
function about(read: SqlScope, { kind, id }: Subject, dealsOf: Owners) {
  const { sql, scope } = read
  if (kind === 'deal') return sql`a.deal_id = ${id}`
  if (kind === 'invoice') return sql`a.invoice_id = ${id}`
  if (kind === 'case')
    return sql`a.case_id = any (array(select g.id from support_case g where g.workspace_id = ${scope.workspaceId}
      and (g.id = ${id} or g.merged_into_id = ${id})))`
  const deals = (column: 'contact_id' | 'company_id') =>
    sql`array(select o.id from deal o where o.workspace_id = ${scope.workspaceId} and o.${sql(column)} = ${id}
      ${amongOwners(read, sql`o.owner_id`, dealsOf)})`
  if (kind === 'contact') return sql`(a.contact_id = ${id} or a.deal_id = any (${deals('contact_id')}))`
  return sql`(a.company_id = ${id} or a.deal_id = any (${deals('company_id')}))`
}
