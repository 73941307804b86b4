import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import { firstOfMonth, type IsoDate, lastOfMonth, monthOf, toDbDate } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import { inBase } from '../ledger/base-rate.js'
import type { Party } from './settlement-item.js'

/** What one person may do alone up to an amount a month and counterparty, in the base currency; where it is kept among the settings. */
const KEPT = { 'pay-out': 'payOutAloneMinor', credit: 'creditAloneMinor' } as const

/** Null: any amount. Nobody pays out alone unless the company says up to how much; credit notes are free until it does. */
const UNSET = { 'pay-out': 0n, credit: null } as const

async function limitOf(tx: Tx, what: keyof typeof KEPT): Promise<bigint | null> {
  const { settings } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: tx.scope.workspaceId } })
  const kept = (settings as Record<string, unknown>)[KEPT[what]]
  return typeof kept === 'string' ? BigInt(kept) : UNSET[what]
}

/** Two who record at the same moment would both find room that is there once: the second waits for the first, and counts it. */
const holdRoom = (tx: Tx, what: keyof typeof KEPT, counterparty: string): Promise<void> =>
  oneAtATime(tx, `${what} alone ${counterparty}`)

type Amount = { date: IsoDate; baseMinor: bigint }

/** Whether one person records that it was paid out: what went to the same this month counts, however it was recorded. */
export async function paysOutAlone(
  tx: Tx,
  { companyId, staffId }: Party,
  { date, baseMinor }: Amount,
): Promise<boolean> {
  const limit = await limitOf(tx, 'pay-out')
  if (limit === null || baseMinor > limit) return limit === null
  await holdRoom(tx, 'pay-out', companyId ?? staffId ?? '')
  const { _sum } = await tx.prisma.payment.aggregate({
    where: {
      workspaceId: tx.scope.workspaceId,
      ...(companyId === undefined ? { staffId } : { companyId }),
      direction: 'out',
      method: { in: ['bank', 'cash', 'card'] },
      reversedAt: null,
      date: within(date),
    },
    _sum: { baseMinor: true },
  })
  return baseMinor + (_sum.baseMinor ?? 0n) <= limit
}

/** The same of a credit note, with those of the month to the same customer. */
export async function creditsAlone(
  tx: Tx,
  companyId: string,
  base: string,
  { date, baseMinor }: Amount,
): Promise<boolean> {
  const limit = await limitOf(tx, 'credit')
  if (limit === null || baseMinor > limit) return limit === null
  await holdRoom(tx, 'credit', companyId)
  const credits = await tx.prisma.invoice.findMany({
    where: {
      workspaceId: tx.scope.workspaceId,
      companyId,
      kind: 'credit_note',
      number: { not: null },
      issueDate: within(date),
    },
    select: { totalMinor: true, currency: true, fxRate: true },
  })
  const used = credits.reduce(
    (sum, { totalMinor, currency, fxRate }) =>
      sum + inBase(money(totalMinor, currency), { base, rate: fxRate === null ? null : fxRate.toString() }),
    0n,
  )
  return baseMinor + used <= limit
}

const within = (date: IsoDate) => ({
  gte: toDbDate(firstOfMonth(monthOf(date))),
  lte: toDbDate(lastOfMonth(monthOf(date))),
})
