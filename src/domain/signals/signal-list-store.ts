import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import { dateIn } from '../../lib/dates.js'
import type { Owners } from '../people/owners.js'
import type { OpenSignal } from './define-signal.js'
import type { SignalRow, SignalState } from './signal.js'

/** Signals that somebody may see, and whose. */
export type Sight = { name: string; owners: Owners }

/** Which signals; what is absent does not narrow. */
export type SignalFilter = {
  sight?: readonly Sight[]
  ids?: readonly string[]
  ref?: string
  name?: string
  states?: readonly SignalState[]
  /** Told to them, or on their records. */
  of?: string
  staffId?: string
  toldIn?: string
  companyId?: string
  /** Found from one instant on, and before another. */
  found?: { from: Date; before: Date }
}

/** Newest first. */
export const listSignals = (read: SqlScope, filter: SignalFilter, limit = 200): Promise<SignalRow[]> => {
  const { sql } = read
  return sql<SignalRow[]>`
    select g.id, g.ref, g.name, g.subject, g.occurrence, g.about_company as "companyId", g.headline, g.why, g.facts, g.buttons, g.state,
           g.found_at as "foundAt", g.shown_at as "shownAt", g.settled_at as "settledAt", g.outcome, g.owner_id as "ownerId",
           o.name as "ownerName", g.staff_id as "staffId", s.name as "staffName", g.told_in as "toldIn", g.version
      from signal g
      left join staff o on o.workspace_id = g.workspace_id and o.id = g.owner_id
      left join staff s on s.workspace_id = g.workspace_id and s.id = g.staff_id
     where ${matches(read, filter)}
     order by g.found_at desc, g.id desc limit ${limit}`
}

function matches({ sql, scope }: SqlScope, filter: SignalFilter): SqlPart {
  const { sight, ids, ref, name, states, of, staffId, toldIn, companyId, found } = filter
  return sql`g.workspace_id = ${scope.workspaceId}
    ${sight ? sql`and ${seen(sql, sight)}` : sql``}
    ${ids ? sql`and g.id = any (${[...ids]}::uuid[])` : sql``}
    ${ref === undefined ? sql`` : sql`and g.ref = ${ref}`}
    ${name === undefined ? sql`` : sql`and g.name = ${name}`}
    ${states ? sql`and g.state = any (${[...states]}::text[])` : sql``}
    ${of === undefined ? sql`` : sql`and (g.staff_id = ${of} or g.owner_id = ${of})`}
    ${staffId === undefined ? sql`` : sql`and g.staff_id = ${staffId}`}
    ${toldIn === undefined ? sql`` : sql`and g.told_in = ${toldIn}`}
    ${companyId === undefined ? sql`` : sql`and g.about_company = ${companyId}`}
    ${found ? sql`and g.found_at >= ${found.from} and g.found_at < ${found.before}` : sql``}`
}

/** A signal may be seen by whoever may see the record that it is on: each kind has its own rule. */
const seen = (sql: SqlScope['sql'], sight: readonly Sight[]): SqlPart => {
  const all = sight.flatMap(({ name, owners }) => (owners === 'all' ? [name] : []))
  const some = sight.reduce<SqlPart>(
    (others, { name, owners }) =>
      owners === 'all' ? others : sql`${others} or (g.name = ${name} and g.owner_id = any (${[...owners]}::uuid[]))`,
    sql`g.name = any (${all}::text[])`,
  )
  return sql`(${some})`
}

/** Those of a signal that wait for somebody to act, oldest first. */
export async function listOpen({ sql, scope }: SqlScope, name: string, timeZone: string): Promise<OpenSignal[]> {
  const rows = await sql<Omit<OpenSignal, 'foundOn'>[]>`
    select id, subject, occurrence, about_company as "companyId", staff_id as "staffId", found_at as "foundAt" from signal
     where workspace_id = ${scope.workspaceId} and name = ${name} and state in ('found', 'shown') order by id`
  return rows.map((row) => ({ ...row, foundOn: dateIn(timeZone, row.foundAt) }))
}

/** How many each person has open. */
export async function countOpen({ sql, scope }: SqlScope): Promise<Map<string, number>> {
  const rows = await sql<{ staffId: string; count: number }[]>`
    select staff_id as "staffId", count(*)::int as count from signal
     where workspace_id = ${scope.workspaceId} and state in ('found', 'shown') and staff_id is not null group by staff_id`
  return new Map(rows.map(({ staffId, count }) => [staffId, count]))
}

/** The signals that some of these people want to hear no more of. */
export async function listSignalMutes({ sql, scope }: SqlScope): Promise<Map<string, Set<string>>> {
  const rows = await sql<{ staffId: string; subject: string }[]>`
    select staff_id as "staffId", subject from notice_mute
     where workspace_id = ${scope.workspaceId} and (subject = 'signal' or starts_with(subject, 'signal:') or starts_with(subject, 'signals:'))`
  const mutes = new Map<string, Set<string>>()
  for (const { staffId, subject } of rows) mutes.set(staffId, (mutes.get(staffId) ?? new Set()).add(subject))
  return mutes
}
