import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { prefixEnd } from '../../lib/name-key.js'
import { type Facet, hasFacets } from '../crm/facet-store.js'
import { amongOwners, type Owners } from '../people/owners.js'
import type { Case, CaseStatus, Priority } from './case.js'

/** A case as lists and cards show it, with the names of what it refers to. */
export type CaseRow = Case & {
  company: { id: string; ref: string; name: string } | null
  contact: { id: string; ref: string; name: string } | null
  owner: string | null
  team: string | null
  lastReplyBy: string | null
  /** The address that it came in by. */
  mailbox: string | null
  follows: string | null
  mergedInto: string | null
}

/** Which cases; what is absent does not narrow. */
export type CaseFilter = {
  ids?: readonly string[]
  ref?: string
  ownerId?: string
  owners?: Owners
  unowned?: boolean
  /** Of these people, or given to these teams. */
  team?: { staffIds: readonly string[]; teamIds: readonly string[] }
  companyId?: string
  contactId?: string
  priority?: Priority
  statuses?: readonly CaseStatus[]
  /** Something of it falls due by then. */
  dueBy?: Date
  /** Folded subject: exactly, or its beginning. */
  facets?: readonly Facet[]
  subjectKey?: string
  subjectPrefix?: string
}

/** Open cases by what falls due first, then those that wait, then closed ones, newest first. */
export async function listCases(read: SqlScope, filter: CaseFilter, limit: number, offset = 0): Promise<CaseRow[]> {
  const rows = await read.sql<FlatCase[]>`
    select ${columns(read)},
           o.ref as "companyRef", o.name as "companyName", p.ref as "contactRef", p.name as "contactName", s.name as owner,
           t.name as team, l.name as "lastReplyBy", b.address as mailbox, f.ref as follows, g.ref as "mergedInto"
      from support_case c
      left join company o on o.workspace_id = c.workspace_id and o.id = c.company_id
      left join contact p on p.workspace_id = c.workspace_id and p.id = c.contact_id
      left join staff s on s.workspace_id = c.workspace_id and s.id = c.owner_id
      left join team t on t.workspace_id = c.workspace_id and t.id = c.team_id
      left join staff l on l.workspace_id = c.workspace_id and l.id = c.last_reply_by_id
      left join mailbox b on b.workspace_id = c.workspace_id and b.id = c.mailbox_id
      left join support_case f on f.workspace_id = c.workspace_id and f.id = c.follows_id
      left join support_case g on g.workspace_id = c.workspace_id and g.id = c.merged_into_id
     where ${matches(read, filter)}
     order by c.closed_at desc nulls first, c.status = 'waiting', least(c.first_due_at, c.due_at) asc nulls last, c.id
     limit ${limit} offset ${offset}`
  return rows.map(toRow)
}

/** Throws `not_found`. */
export async function getCaseRow(read: SqlScope, id: string): Promise<CaseRow> {
  const [one] = await listCases(read, { ids: [id] }, 1)
  if (!one) throw notFound('There is no such case.', { caseId: id })
  return one
}

export async function countCases(read: SqlScope, filter: CaseFilter): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*)::int as count from support_case c where ${matches(read, filter)}`
  return row?.count ?? 0
}

const columns = ({ sql }: SqlScope) => sql`
  c.id, c.ref, c.subject, c.status, c.priority, c.source, c.team_id as "teamId", c.opened_at as "openedAt", c.closed_at as "closedAt",
  c.closed_as as "closedAs", c.resolution, c.response_minutes as "responseMinutes",
  c.resolution_minutes as "resolutionMinutes", c.used_seconds as "usedSeconds", c.running_since as "runningSince",
  c.first_due_at as "firstDueAt", c.due_at as "dueAt", c.first_answered_at as "firstAnsweredAt",
  c.first_used_seconds as "firstUsedSeconds", c.last_customer_at as "lastCustomerAt", c.last_reply_at as "lastReplyAt",
  c.last_reply_by_id as "lastReplyById", c.company_id as "companyId", c.contact_id as "contactId", c.owner_id as "ownerId",
  c.assigned_at as "assignedAt", c.mailbox_id as "mailboxId", c.follows_id as "followsId",
  c.merged_into_id as "mergedIntoId", c.tags, c.custom, c.version`

function matches(read: SqlScope, filter: CaseFilter) {
  const { sql, scope } = read
  const { ids, ref, ownerId, unowned, team, companyId, contactId, priority, statuses, dueBy } = filter
  const { subjectKey, subjectPrefix } = filter
  return sql`c.workspace_id = ${scope.workspaceId}
    ${hasFacets(read, 'case', sql`c.id`, filter.facets)}
    ${ids ? sql`and c.id = any (${[...ids]}::uuid[])` : sql``}
    ${ref ? sql`and c.ref = ${ref}` : sql``}
    ${ownerId ? sql`and c.owner_id = ${ownerId}` : sql``}
    ${amongOwners(read, sql`c.owner_id`, filter.owners)}
    ${unowned ? sql`and c.owner_id is null` : sql``}
    ${team ? sql`and (c.owner_id = any (${[...team.staffIds]}::uuid[]) or c.team_id = any (${[...team.teamIds]}::uuid[]))` : sql``}
    ${companyId ? sql`and c.company_id = ${companyId}` : sql``}
    ${contactId ? sql`and c.contact_id = ${contactId}` : sql``}
    ${priority ? sql`and c.priority = ${priority}` : sql``}
    ${statuses ? sql`and c.status = any (${[...statuses]}::text[])` : sql``}
    ${dueBy ? sql`and c.running_since is not null and least(c.first_due_at, c.due_at) <= ${dueBy}` : sql``}
    ${subjectKey ? sql`and c.subject_key = ${subjectKey}` : sql``}
    ${subjectPrefix ? sql`and c.subject_key >= ${subjectPrefix} and c.subject_key < ${prefixEnd(subjectPrefix)}` : sql``}`
}

type FlatCase = Omit<CaseRow, 'company' | 'contact'> & {
  companyRef: string
  companyName: string
  contactRef: string
  contactName: string
}

function toRow({ companyRef, companyName, contactRef, contactName, ...one }: FlatCase): CaseRow {
  return {
    ...one,
    company: one.companyId === null ? null : { id: one.companyId, ref: companyRef, name: companyName },
    contact: one.contactId === null ? null : { id: one.contactId, ref: contactRef, name: contactName },
  }
}
