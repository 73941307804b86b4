import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { touchesRestricted } from './journal-list-store.js'

/** A time for which a closed period was open again. */
export type Reopening = {
  id: string
  approval: string
  reason: string
  askedBy: string
  approvedBy: string | null
  openedAt: Date
  until: Date
  endedAt: Date | null
}

/** Newest first. */
export const listReopenings = ({ sql, scope }: SqlScope, periodId: string): Promise<Reopening[]> => sql<Reopening[]>`
  select r.id::text as id, a.ref as approval, a.reason, b.name as "askedBy", d.name as "approvedBy", r.created_at as "openedAt", r.until,
    r.ended_at as "endedAt"
  from period_reopening r
  join approval a on a.workspace_id = r.workspace_id and a.id = r.approval_id
  join staff b on b.workspace_id = a.workspace_id and b.id = a.requested_by_id
  left join staff d on d.workspace_id = a.workspace_id and d.id = a.decided_by_id
  where r.workspace_id = ${scope.workspaceId}::uuid and r.period_id = ${periodId}::uuid order by r.created_at desc`

/** An entry that was posted while its period was open again; `entry` once it is sealed. */
export type TouchedEntry = {
  entry: string | null
  date: string
  source: string
  memo: string
  baseMinor: bigint
  by: string | null
  /** On an account whose single postings are not for everybody. */
  restricted: boolean
}

/** What was posted during a reopening, oldest first; `baseMinor` is the sum of its debits. */
export const listTouched = (
  { sql, scope }: SqlScope,
  reopeningId: string,
  most: number,
): Promise<TouchedEntry[]> => sql<TouchedEntry[]>`
  select 'JE-' || s.number as entry, e.date::text as date, e.source, e.memo, b.name as by, ${touchesRestricted({ sql })} as restricted, (
    select coalesce(sum(p.base_minor), 0)::bigint from posting p
    where p.workspace_id = e.workspace_id and p.entry_id = e.id and p.base_minor > 0) as "baseMinor"
  from journal_entry e
  left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
  left join staff b on b.workspace_id = e.workspace_id and b.id = e.recorded_by
  where e.workspace_id = ${scope.workspaceId}::uuid and e.reopening_id = ${reopeningId}::uuid
  order by e.recorded_at, e.id limit ${most}`

/** A reopening that is over, with who asked and who approved it, as the chat knows them. */
export type ClosedAgain = {
  id: string
  periodId: string
  approvalId: string
  approval: string
  askedIn: string | null
  approvedIn: string | null
  openedAt: Date
  endedAt: Date
}

/** Those of the last days. */
export const listClosedAgain = ({ sql, scope, now }: SqlScope, days: number): Promise<ClosedAgain[]> => sql<
  ClosedAgain[]
>`
  select r.id::text as id, r.period_id::text as "periodId", a.id::text as "approvalId", a.ref as approval,
    b.slack_user_id as "askedIn", d.slack_user_id as "approvedIn", r.created_at as "openedAt", r.ended_at as "endedAt"
  from period_reopening r
  join approval a on a.workspace_id = r.workspace_id and a.id = r.approval_id
  join staff b on b.workspace_id = a.workspace_id and b.id = a.requested_by_id
  left join staff d on d.workspace_id = a.workspace_id and d.id = a.decided_by_id
  where r.workspace_id = ${scope.workspaceId}::uuid and r.ended_at > ${now}::timestamptz - make_interval(days => ${days}::int)
  order by r.ended_at`

export type EndedReopening = { reopeningId: string; periodId: string; requestedById: string }

/** Reopened periods whose time is over. */
export async function listEndedReopenings(tx: Tx): Promise<EndedReopening[]> {
  const rows = await tx.prisma.periodReopening.findMany({
    where: { workspaceId: tx.scope.workspaceId, endedAt: null, until: { lte: tx.now } },
    include: { approval: true },
  })
  return rows.map(({ id, periodId, approval }) => ({
    reopeningId: id,
    periodId,
    requestedById: approval.requestedById,
  }))
}
