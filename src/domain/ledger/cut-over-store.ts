import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, toDbDate } from '../../lib/dates.js'

export type HeldBalance = { accountId: string; currency: string; minor: bigint; baseMinor: bigint }

/** Balances at the end of a day by account and currency, from the postings: what was posted in this transaction counts as well. */
export async function balancesOn(tx: Tx, date: IsoDate): Promise<HeldBalance[]> {
  const rows = await tx.prisma.posting.groupBy({
    by: ['accountId', 'currency'],
    where: { workspaceId: tx.scope.workspaceId, date: { lte: toDbDate(date) } },
    _sum: { amountMinor: true, baseMinor: true },
  })
  return rows.map(({ accountId, currency, _sum }) => ({
    accountId,
    currency,
    minor: _sum.amountMinor ?? 0n,
    baseMinor: _sum.baseMinor ?? 0n,
  }))
}

/** A cutover that is repeated posts what is new under the next number; two at once take the same one, so that one of them fails. */
export async function nextCutoverNumber(tx: Tx, date: IsoDate): Promise<number> {
  const idempotencyKey = { startsWith: `cutover:${date}:` }
  return 1 + (await tx.prisma.journalEntry.count({ where: { workspaceId: tx.scope.workspaceId, idempotencyKey } }))
}
