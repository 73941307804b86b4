import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { isTx, type Lane } from './lane.js'
import type { Period } from './period.js'

/** Lays out a fiscal year's twelve periods and its adjusting thirteenth; those that are there stay as they are. */
export async function openFiscalYear(lane: Lane, year: number): Promise<void> {
  if (isTx(lane)) await lane.prisma.$queryRaw`select 1 as done from (select open_fiscal_year(${year}::int)) opened`
  else await lane.sql`select open_fiscal_year(${year}::int)`
}

/** From here on no entry can be dated into the period, whatever races; waits for posters that hold it. */
export async function closePeriod(tx: Tx, periodId: string): Promise<void> {
  await tx.prisma.$queryRaw`select 1 as done from (select close_period(${periodId}::uuid)) closed`
}

/** Needs an approved `approval` of kind `reopen-period` whose subject is the period, asked by another person than who approved it. Throws `refused`. */
export async function reopenPeriod(tx: Tx, periodId: string, approvalId: string): Promise<void> {
  await tx.prisma
    .$queryRaw`select 1 as done from (select reopen_period(${periodId}::uuid, ${approvalId}::uuid)) reopened`
}

/** Every period, oldest first. */
export const listPeriods = async (read: SqlScope): Promise<Period[]> =>
  read.sql<Period[]>`
    select id, year, number, starts_on as "startsOn", ends_on as "endsOn", state from period
    where workspace_id = ${read.scope.workspaceId} order by year, number`

/** The regular period of a month (`2026-10`). Throws `not_found` with what to do. */
export async function getPeriodOfMonth(read: SqlScope, month: string): Promise<Period> {
  const [period] = await read.sql<Period[]>`
    select id, year, number, starts_on as "startsOn", ends_on as "endsOn", state from period
    where workspace_id = ${read.scope.workspaceId} and number < 13
      and starts_on <= ${`${month}-01`}::date and ends_on >= ${`${month}-01`}::date`
  if (!period) throw notFound(`The books have no period for ${month}. Open its fiscal year first.`, { month })
  return period
}
