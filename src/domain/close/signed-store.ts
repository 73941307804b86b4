import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { touchesRestricted } from '../ledger/journal-list-store.js'
import type { LateEntry } from './since-signed.js'

/** A sign-off by people that covers accounts, with the days of its close. */
export type SignedTask = {
  id: string
  ref: string
  closeId: string
  month: string
  kind: string
  accounts: readonly string[]
  toleranceMinor: bigint | null
  quietMinutes: number | null
  signedAt: Date
  signedSeal: bigint
  startsOn: IsoDate
  endsOn: IsoDate
}

/**
 * Sign-offs that entries may still come after: some period of their close is open, or was lately. Whatever is closed for longer takes
 * no entry without being opened again first.
 */
export const listSigned = ({ sql, scope, now }: SqlScope): Promise<SignedTask[]> => sql<SignedTask[]>`
  select t.id, t.ref, t.close_id as "closeId", c.month, c.kind, t.accounts, t.tolerance_minor as "toleranceMinor",
    t.quiet_minutes as "quietMinutes", t.signed_at as "signedAt", t.signed_seal as "signedSeal",
    f.starts_on::text as "startsOn", p.ends_on::text as "endsOn"
  from close_task t
  join close c on c.workspace_id = t.workspace_id and c.id = t.close_id
  join period p on p.workspace_id = c.workspace_id and p.id = c.period_id
  join period f on f.workspace_id = p.workspace_id and f.year = p.year
    and f.number = p.number - case c.kind when 'quarter' then 2 when 'year' then 11 else 0 end
  where t.workspace_id = ${scope.workspaceId}::uuid and t.check_name is null and t.accounts <> '{}'
    and t.state in ('submitted', 'approved') and t.signed_seal is not null
    and exists (select from period o where o.workspace_id = p.workspace_id and o.year = p.year
      and o.number between f.number and p.number and (o.state = 'open' or o.updated_at > ${now}::timestamptz - interval '31 days'))
  order by c.month, t.position`

/** Entries are sealed within the hour at the latest: what was recorded longer before a signing, the person saw. */
const UNSEEN = '10 minutes'

/** More than these nobody goes through one by one. */
const MOST = 500

/**
 * Entries of these accounts and days that came after a sign-off, oldest first. By seals and not by their time: what was under way when
 * somebody signed has an earlier time, and was seen by nobody.
 */
export const listLate = (
  { sql, scope }: SqlScope,
  { signedAt, signedSeal, startsOn, endsOn }: Pick<SignedTask, 'signedAt' | 'signedSeal' | 'startsOn' | 'endsOn'>,
  accountIds: readonly string[],
): Promise<LateEntry[]> => sql<LateEntry[]>`
  with late as (
    select s.entry_id, s.number from sealed_entry s where s.workspace_id = ${scope.workspaceId}::uuid and s.seal_number > ${signedSeal.toString()}::bigint
    union all select u.entry_id, null from unsealed u where u.workspace_id = ${scope.workspaceId}::uuid)
  select e.id::text as id, coalesce('JE-' || l.number, left(e.id::text, 8)) as entry, e.date::text as date, e.memo,
    e.recorded_at as "recordedAt", e.reverses_id::text as "reversesId",
    (e.reopening_id is not null or d.state = 'closed') as "afterLock", string_agg(distinct a.code, ', ' order by a.code) as codes,
    greatest(coalesce(sum(p.base_minor) filter (where p.base_minor > 0), 0), coalesce(-sum(p.base_minor) filter (where p.base_minor < 0), 0))::bigint as "movedMinor",
    ${touchesRestricted({ sql })} as restricted
  from late l
  join journal_entry e on e.workspace_id = ${scope.workspaceId}::uuid and e.id = l.entry_id
    and e.date between ${startsOn}::date and ${endsOn}::date and e.source <> 'year-end'
    and e.recorded_at > ${signedAt}::timestamptz - ${UNSEEN}::interval
  join period d on d.workspace_id = e.workspace_id and d.id = e.period_id
  join posting p on p.workspace_id = e.workspace_id and p.entry_id = e.id and p.account_id = any(${accountIds as string[]}::uuid[])
  join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
  group by e.workspace_id, e.id, e.date, e.memo, e.recorded_at, e.reverses_id, e.reopening_id, d.state, l.number
  having bool_or(p.base_minor <> 0) order by e.recorded_at, e.id limit ${MOST}`

/** The newest seal: what is sealed later, whoever signs now has not seen. */
export async function newestSeal(tx: Tx): Promise<bigint> {
  const { _max } = await tx.prisma.seal.aggregate({ _max: { number: true } })
  return _max.number ?? 0n
}
