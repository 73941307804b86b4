import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { Owners } from '../people/owners.js'
import type { Subject } from './activity.js'

/** A task as lists and cards show it, with what it is about. */
export type TaskRow = {
  id: string
  ref: string
  text: string
  dueOn: IsoDate | null
  doneAt: Date | null
  ownerId: string
  owner: string
  byId: string | null
  by: string | null
  subject: { kind: Subject['kind']; ref: string; title: string } | null
  version: number
}

/** Which tasks; what is absent does not narrow. */
export type TaskFilter = {
  ids?: readonly string[]
  ref?: string
  ownerId?: string
  /** Theirs, or given to somebody by them. */
  owners?: Owners
  /** Somebody else's, given by them. */
  givenBy?: string
  done?: boolean
  /** Due on this day or before. */
  dueBy?: IsoDate
}

/** Tasks: open ones by day (undated last), done ones newest first. */
export const listTasks = (
  read: SqlScope,
  filter: TaskFilter,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<TaskRow[]> => read.sql<TaskRow[]>`
  select a.id, a.ref, a.body as text, a.due_on as "dueOn", a.done_at as "doneAt", a.owner_id as "ownerId", o.name as owner,
         a.by_id as "byId", b.name as by, a.version,
         case when d.id is not null then jsonb_build_object('kind', 'deal', 'ref', d.ref, 'title', d.title)
              when p.id is not null then jsonb_build_object('kind', 'contact', 'ref', p.ref, 'title', p.name)
              when c.id is not null then jsonb_build_object('kind', 'company', 'ref', c.ref, 'title', c.name)
              when i.id is not null then jsonb_build_object('kind', 'invoice', 'ref', coalesce(i.number, i.ref), 'title', ic.name)
              when k.id is not null then jsonb_build_object('kind', 'case', 'ref', k.ref, 'title', k.subject)
         end as subject
    from activity a
    join staff o on o.workspace_id = a.workspace_id and o.id = a.owner_id
    left join staff b on b.workspace_id = a.workspace_id and b.id = a.by_id
    left join deal d on d.workspace_id = a.workspace_id and d.id = a.deal_id
    left join contact p on p.workspace_id = a.workspace_id and p.id = a.contact_id
    left join company c on c.workspace_id = a.workspace_id and c.id = a.company_id
    left join support_case k on k.workspace_id = a.workspace_id and k.id = a.case_id
    left join invoice i on i.workspace_id = a.workspace_id and i.id = a.invoice_id
    left join company ic on ic.workspace_id = i.workspace_id and ic.id = i.company_id
   where ${matches(read, filter)}
   order by a.done_at desc nulls first, a.due_on asc nulls last, a.id
   limit ${limit} offset ${offset}`

/** Throws `not_found`. */
export async function getTaskRow(read: SqlScope, id: string): Promise<TaskRow> {
  const [task] = await listTasks(read, { ids: [id] }, { limit: 1 })
  if (!task) throw notFound('There is no such task.', { taskId: id })
  return task
}

export async function countTasks(read: SqlScope, filter: TaskFilter): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*)::int as count from activity a where ${matches(read, filter)}`
  return row?.count ?? 0
}

function matches({ sql, scope }: SqlScope, filter: TaskFilter) {
  const { ids, ref, ownerId, owners = 'all', givenBy, done, dueBy } = filter
  return sql`a.workspace_id = ${scope.workspaceId} and a.kind = 'task'
    ${ids ? sql`and a.id = any (${[...ids]}::uuid[])` : sql``}
    ${ref ? sql`and a.ref = ${ref}` : sql``}
    ${ownerId ? sql`and a.owner_id = ${ownerId}` : sql``}
    ${owners === 'all' ? sql`` : sql`and (a.owner_id = any (${[...owners]}::uuid[]) or a.by_id = any (${[...owners]}::uuid[]))`}
    ${givenBy ? sql`and a.by_id = ${givenBy} and a.owner_id <> ${givenBy}` : sql``}
    ${done === undefined ? sql`` : done ? sql`and a.done_at is not null` : sql`and a.done_at is null`}
    ${dueBy ? sql`and a.due_on <= ${dueBy}` : sql``}`
}
