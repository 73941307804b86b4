import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'

/** A fiscal year, and whether income and expense have gone to retained earnings. */
export type FiscalYear = {
  year: number
  startsOn: IsoDate
  endsOn: IsoDate
  state: 'open' | 'closed'
  /** Regular and adjusting periods that can still be posted to. */
  openPeriods: number
}

export const listFiscalYears = ({ sql, scope }: SqlScope): Promise<FiscalYear[]> => sql<FiscalYear[]>`
  select p.year, min(p.starts_on)::text as "startsOn", max(p.ends_on)::text as "endsOn", coalesce(max(y.state), 'open') as state,
    count(*) filter (where p.state = 'open')::int as "openPeriods"
  from period p left join year_end y on y.workspace_id = p.workspace_id and y.year = p.year
  where p.workspace_id = ${scope.workspaceId}::uuid and p.number > 0 group by p.year order by p.year`

/** Throws `not_found` with what to do. */
export async function getFiscalYear(read: SqlScope, year: number): Promise<FiscalYear> {
  const found = (await listFiscalYears(read)).find((each) => each.year === year)
  if (!found) throw notFound(`The books have no fiscal year ${year}. Open it with: year open ${year}`, { year })
  return found
}

/** Of one account, currency and department, what an entry of closing still has to post. */
export type ClosingLine = {
  accountId: string
  currency: string
  department: string
  amountMinor: bigint
  baseMinor: bigint
}

/** What is missing until a year is closed – or, with `closed` false, until its closing is taken back. Nothing: it is as wanted. */
export const listClosingLines = ({ sql }: SqlScope, year: number, closed: boolean): Promise<ClosingLine[]> => sql<
  ClosingLine[]
>`
  select d.account_id::text as "accountId", d.currency, d.department, d.amount_minor as "amountMinor", d.base_minor as "baseMinor"
  from year_end_delta(${year}::int, ${closed}::boolean) d
  join account a on a.workspace_id = current_workspace() and a.id = d.account_id
  order by a.code, d.currency, d.department`

/** Makes the period that takes the closing, on the first day of the next year. */
export async function openClosingPeriod(tx: Tx, year: number): Promise<void> {
  await tx.prisma.$queryRaw`select 1 as done from (select closing_period(${year}::int)) opened`
}

/** Locked until the end of the transaction: two who close a year come one after the other. Answers how many entries it has had. */
export async function holdYearEnd(
  tx: Tx,
  year: number,
): Promise<{ id: string; entries: number; state: string | null }> {
  await oneAtATime(tx, `year end ${year}`)
  const row = await tx.prisma.yearEnd.findUnique({
    where: { workspaceId_year: { workspaceId: tx.scope.workspaceId, year } },
  })
  return row ? { id: row.id, entries: row.entries, state: row.state } : { id: tx.newId(), entries: 0, state: null }
}

/** By what a closed year is open again, and until when. */
export type YearReopening = { approvalId: string; reason: string; until: Date }

export async function saveYearEnd(
  tx: Tx,
  {
    id,
    year,
    reopened,
    ...rest
  }: { id: string; year: number; state: 'open' | 'closed'; reopened: YearReopening | null; entries: number },
): Promise<void> {
  const { workspaceId } = tx.scope
  const data = { ...rest, ...(reopened ?? { approvalId: null, reason: null, until: null }) }
  await tx.prisma.yearEnd.upsert({
    where: { workspaceId_id: { workspaceId, id } },
    create: { workspaceId, id, year, ...data },
    update: data,
  })
}

export async function listClosedYears(tx: Tx): Promise<number[]> {
  const rows = await tx.prisma.yearEnd.findMany({
    where: { workspaceId: tx.scope.workspaceId, state: 'closed' },
    orderBy: { year: 'asc' },
  })
  return rows.map(({ year }) => year)
}

/** Years that were opened again for a time which is over. */
export async function listEndedYears(tx: Tx): Promise<number[]> {
  const rows = await tx.prisma.yearEnd.findMany({
    where: { workspaceId: tx.scope.workspaceId, state: 'open', until: { lte: tx.now } },
    orderBy: { year: 'asc' },
  })
  return rows.map(({ year }) => year)
}

/** The closed year of a row. Null: it is open, or not there. */
export async function findClosedYear(tx: Tx, id: string): Promise<number | null> {
  const row = await tx.prisma.yearEnd.findFirst({ where: { workspaceId: tx.scope.workspaceId, id, state: 'closed' } })
  return row?.year ?? null
}

/**
 * The part of income and expense that closings on a date carried to retained earnings, debit positive: what reports of the year that
 * begins then leave out.
 */
export async function getCarriedForward(
  { sql, scope }: SqlScope,
  startsOn: IsoDate,
  seal: bigint | null,
): Promise<bigint> {
  const at = seal?.toString() ?? null
  const [row] = await sql<{ carried: bigint }[]>`
    select coalesce(sum(x.base_minor), 0)::bigint as carried from (
      select d.account_id, d.base_minor from balance_delta d
      where d.workspace_id = ${scope.workspaceId}::uuid and d.closing and d.date = ${startsOn}::date
        and (${at}::bigint is null or d.seal_number <= ${at}::bigint)
      union all
      select l.account_id, l.base_minor from unsealed u
      join posting l on l.workspace_id = u.workspace_id and l.entry_id = u.entry_id
      join period p on p.workspace_id = l.workspace_id and p.id = l.period_id
      where u.workspace_id = ${scope.workspaceId}::uuid and ${at}::bigint is null and p.number = 0 and l.date = ${startsOn}::date
    ) x join account a on a.workspace_id = ${scope.workspaceId}::uuid and a.id = x.account_id
    where a.kind in ('income', 'expense')`
  return row?.carried ?? 0n
}
