import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { toDbDate } from '../../lib/dates.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { ActivityKind, NewActivity, Subject } from './activity.js'

/** The column by which an activity names the one record it is about. */
const SUBJECT_COLUMN = { contact: 'contactId', company: 'companyId', deal: 'dealId', invoice: 'invoiceId' } as const

export async function insertActivity(tx: Tx, activity: NewActivity): Promise<string> {
  const id = tx.newId()
  await tx.prisma.activity.create({
    data: {
      workspaceId: tx.scope.workspaceId,
      id,
      kind: activity.kind,
      body: activity.body,
      at: activity.at ?? tx.now,
      dueOn: activity.dueOn ? toDbDate(activity.dueOn) : null,
      byId: tx.scope.actorId,
      [SUBJECT_COLUMN[activity.subject.kind]]: activity.subject.id,
    },
  })
  return id
}

export const findActivity = (tx: Tx, id: string): Promise<{ body: string; byId: string | null } | null> =>
  tx.prisma.activity.findUnique({ where: key(tx, id), select: { body: true, byId: true } })

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
}

/** The latest activities of a record, newest first; of a company or contact those of its deals as well, as far as `dealsOf`. */
export const listActivities = (
  read: SqlScope,
  subject: Subject,
  limit: number,
  dealsOf: Owners = 'all',
): Promise<ActivityRow[]> => read.sql<ActivityRow[]>`
  select a.id, a.kind, a.body, a.at, s.name as by, d.ref as "dealRef"
    from activity a
    left join staff s on s.workspace_id = a.workspace_id and s.id = a.by_id
    left join deal d on d.workspace_id = a.workspace_id and d.id = a.deal_id
   where a.workspace_id = ${read.scope.workspaceId} and ${about(read, subject, dealsOf)}
   order by a.at desc, a.id desc limit ${limit}`

/** Arrays, not joins, so that each side of the `or` stays on its own index. */
function about(read: SqlScope, { kind, id }: Subject, dealsOf: Owners) {
  const { sql, scope } = read
  if (kind === 'deal') return sql`a.deal_id = ${id}`
  if (kind === 'invoice') return sql`a.invoice_id = ${id}`
  const deals = (column: 'contact_id' | 'company_id') =>
    sql`array(select o.id from deal o where o.workspace_id = ${scope.workspaceId} and o.${sql(column)} = ${id}
      ${amongOwners(read, sql`o.owner_id`, dealsOf)})`
  if (kind === 'contact') return sql`(a.contact_id = ${id} or a.deal_id = any (${deals('contact_id')}))`
  return sql`(a.company_id = ${id} or a.deal_id = any (${deals('company_id')}))`
}
