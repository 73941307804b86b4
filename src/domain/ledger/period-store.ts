import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { isTx, type Lane } from './lane.js'
import type { Area, Period } from './period.js'

/** Lays out a fiscal year's twelve periods and its adjusting thirteenth; those that are there stay as they are. */
export async function openFiscalYear(lane: Lane, year: number): Promise<void> {
  if (isTx(lane)) await lane.prisma.$queryRaw`select 1 as done from (select open_fiscal_year(${year}::int)) opened`
  else await lane.sql`select open_fiscal_year(${year}::int)`
}

/** From here on no entry can be dated into the period, whatever races; waits for posters that hold it. */
export async function closePeriod(tx: Tx, periodId: string): Promise<void> {
  await tx.prisma.$queryRaw`select 1 as done from (select close_period(${periodId}::uuid)) closed`
}

/** Locks a period for areas, or with none lifts that; answers which were locked before. Waits for posters that hold it. */
export async function lockPeriod(tx: Tx, periodId: string, areas: readonly Area[]): Promise<Area[]> {
  const [row] = await tx.prisma.$queryRaw<{ before: Area[] }[]>`
    select lock_period(${periodId}::uuid, ${areas as Area[]}::text[]) as before`
  return row?.before ?? []
}

/**
 * Opens a closed period until an instant. Needs an approved `approval` of kind `reopen-period` whose subject is the period, asked by
 * another person than who approved it. Throws `refused`.
 */
export async function reopenPeriod(tx: Tx, periodId: string, approvalId: string, until: Date): Promise<void> {
  await tx.prisma
    .$queryRaw`select 1 as done from (select reopen_period(${periodId}::uuid, ${approvalId}::uuid, ${until})) reopened`
}

/** Whether who acts may still post into areas that are locked. */
export async function mayPassLocks(tx: Tx): Promise<boolean> {
  const [row] = await tx.prisma.$queryRaw<{ may: boolean }[]>`select may_pass_locks() as may`
  return row?.may ?? false
}

/** Every period, oldest first. */
export const listPeriods = async (read: SqlScope): Promise<Period[]> =>
  read.sql<Period[]>`
    select ${columns(read)} from period p left join period_reopening r on r.workspace_id = p.workspace_id and r.id = p.reopening_id
    where p.workspace_id = ${read.scope.workspaceId}::uuid order by p.year, p.number`

/** The regular period of a month (`2026-10`), or with `adjusting` the thirteenth of the year that ends with it. Throws `not_found` with what to do. */
export async function getPeriodOfMonth(read: SqlScope, month: string, adjusting = false): Promise<Period> {
  const [period] = await read.sql<Period[]>`
    select ${columns(read)} from period p left join period_reopening r on r.workspace_id = p.workspace_id and r.id = p.reopening_id
    where p.workspace_id = ${read.scope.workspaceId}::uuid and (p.number = 13) = ${adjusting} and p.number > 0
      and date_trunc('month', p.starts_on) <= ${`${month}-01`}::date and p.ends_on >= ${`${month}-01`}::date`
  if (period) return period
  const hint = adjusting ? 'A fiscal year ends with another month' : 'Open its fiscal year first'
  throw notFound(`The books have no ${adjusting ? 'adjusting ' : ''}period for ${month}. ${hint}.`, { month })
}

/** From the end of a reopening on nothing is posted any more, whenever the hourly job closes the period: it is told as closed from then on. */
const columns = ({ sql, now }: SqlScope) => sql`
  p.id::text as id, p.year, p.number, p.starts_on::text as "startsOn", p.ends_on::text as "endsOn",
  case when r.until <= ${now}::timestamptz then 'closed' else p.state end as state,
  p.locked_areas as "lockedAreas", case when r.until > ${now}::timestamptz then r.until end as "reopenedUntil"`
