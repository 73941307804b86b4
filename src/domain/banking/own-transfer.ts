import { daysBetween } from '../../lib/dates.js'
import { nameKey } from '../../lib/name-key.js'
import type { BankLine } from './line-store.js'
import type { MatchBook, OwnMove } from './match-book.js'
import type { Proposal } from './proposal.js'

/** Between two accounts money is under way some days. */
export const TRANSFER_DAYS = 5

type Side = Pick<OwnMove, 'lineId' | 'bankAccountId' | 'date' | 'amountMinor' | 'currency'>

/** The same amount the other way on another account of ours, within days. */
export const arePair = (a: Side, b: Side): boolean =>
  a.bankAccountId !== b.bankAccountId &&
  a.currency === b.currency &&
  a.amountMinor === -b.amountMinor &&
  Math.abs(daysBetween(a.date, b.date)) <= TRANSFER_DAYS

/**
 * Moves between our own accounts where the bank doesn't name the other one: by amount and day. Without a question only where the line bears
 * a name of ours and just one line fits.
 */
export function ownTransfers(line: BankLine, { moves, ownNames }: MatchBook): Proposal[] {
  const own: Side = { ...line, lineId: line.id, date: line.bookingDate }
  const others = moves.filter((move) => move.lineId !== line.id && arePair(own, move))
  const isOurs = ownNames.has(nameKey(line.counterpartyName ?? ''))
  return others.slice(0, 3).map(({ lineId, ref, bankAccount, date }) => ({
    by: 'transfer',
    reason: `${ref} on ${bankAccount} is the same amount the other way, on ${date}.`,
    certain: isOurs && others.length === 1,
    does: { kind: 'transfer', name: bankAccount, pair: { lineId, ref } },
  }))
}

/** Sides of moves, oldest first, that no other one pairs with and that had the days to: each is of one pair at most. */
export function unpairedMoves(sides: readonly OwnMove[], asOf: string): OwnMove[] {
  const left = new Set(sides)
  for (const side of sides) {
    if (!left.has(side)) continue
    const other = [...left].find((each) => each !== side && arePair(side, each))
    if (!other) continue
    left.delete(side)
    left.delete(other)
  }
  return [...left].filter(({ date }) => daysBetween(date, asOf) > TRANSFER_DAYS)
}
