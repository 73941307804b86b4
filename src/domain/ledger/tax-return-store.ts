import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { type Known, recordedBy } from './known.js'
import { isTx, type Lane } from './lane.js'
import type { ReturnSpan, TaxTotal } from './tax-return.js'

/** What is behind a report of taxes: each code that something was posted under, sales first. Tax accounts' postings are the tax, all others its net. */
export function listTaxTotals(lane: Lane, span: ReturnSpan): PromiseLike<TaxTotal[]> {
  const { from, to, seal, previous } = span
  const ws = lane.scope.workspaceId
  const [top, endsOn, before] = [seal?.toString() ?? null, previous?.endsOn ?? null, previous?.seal.toString() ?? null]
  if (isTx(lane))
    return lane.prisma.$queryRaw<
      TaxTotal[]
    >`select * from tax_totals(${ws}::uuid, ${from}::date, ${to}::date, ${top}::bigint, ${endsOn}::date, ${before}::bigint)`
  return lane.sql<
    TaxTotal[]
  >`select * from tax_totals(${ws}::uuid, ${from}::date, ${to}::date, ${top}::bigint, ${endsOn}::date, ${before}::bigint)`
}

/** The first day that a return could have to count: of the books, or of a posted document's tax point before them. Null in books without periods. */
export async function findFirstTaxDay(lane: Lane): Promise<IsoDate | null> {
  const ws = lane.scope.workspaceId
  const rows = isTx(lane)
    ? await lane.prisma.$queryRaw<{ day: IsoDate | null }[]>`select first_tax_day(${ws}::uuid)::text as day`
    : await lane.sql<{ day: IsoDate | null }[]>`select first_tax_day(${ws}::uuid)::text as day`
  return rows[0]?.day ?? null
}

/** The account of each tax code that has its own, by the code's id. */
export async function listTaxAccounts(tx: Tx): Promise<Map<string, string>> {
  const codes = await tx.prisma.taxCode.findMany({
    where: { workspaceId: tx.scope.workspaceId, accountId: { not: null } },
    select: { id: true, accountId: true },
  })
  return new Map(codes.map(({ id, accountId }) => [id, accountId ?? '']))
}

export type TaxReturn = {
  ref: string
  startsOn: IsoDate
  endsOn: IsoDate
  seal: bigint
  dueMinor: bigint
}

/** The newest return, if there is one. */
export async function findLastReturn(tx: Tx): Promise<TaxReturn | null> {
  const row = await tx.prisma.taxReturn.findFirst({
    where: { workspaceId: tx.scope.workspaceId },
    orderBy: { endsOn: 'desc' },
  })
  if (!row) return null
  const { ref, sealNumber: seal, dueMinor } = row
  return { ref, seal, dueMinor, startsOn: fromDbDate(row.startsOn), endsOn: fromDbDate(row.endsOn) }
}

export const countReturnsOfYear = (tx: Tx, year: string): Promise<number> =>
  tx.prisma.taxReturn.count({
    where: {
      workspaceId: tx.scope.workspaceId,
      endsOn: { gte: toDbDate(`${year}-01-01`), lte: toDbDate(`${year}-12-31`) },
    },
  })

export async function insertReturn(
  tx: Tx,
  made: TaxReturn & { id: string; totals: readonly TaxTotal[]; entryId: string | null },
): Promise<void> {
  const { id, ref, startsOn, endsOn, seal, dueMinor, totals, entryId } = made
  const figures = totals.map((total) => ({
    ...total,
    netMinor: total.netMinor.toString(),
    outputMinor: total.outputMinor.toString(),
    inputMinor: total.inputMinor.toString(),
  }))
  await tx.prisma.taxReturn.create({
    data: {
      workspaceId: tx.scope.workspaceId,
      id,
      ref,
      startsOn: toDbDate(startsOn),
      endsOn: toDbDate(endsOn),
      sealNumber: seal,
      dueMinor,
      entryId,
      closedById: tx.scope.actorId,
      figures: figures satisfies Prisma.InputJsonValue,
    },
  })
}

/** Newest first; of those that were made by then, where the books are meant as they were known. */
export const listReturns = (read: SqlScope, known: Known | null = null): Promise<TaxReturn[]> => {
  const { sql, scope } = read
  return sql<TaxReturn[]>`
    select ref, starts_on as "startsOn", ends_on as "endsOn", seal_number as seal, due_minor as "dueMinor"
    from tax_return where workspace_id = ${scope.workspaceId} ${recordedBy(read, sql`created_at`, known)} order by ends_on desc`
}
