import { daysBetween, shortDate } from '../../lib/dates.js'
import { nameKey } from '../../lib/name-key.js'
import type { BankLine } from './line-store.js'
import type { MatchBook, OwnMove } from './match-book.js'
import type { Proposal } from './proposal.js'

/** Between two accounts money is under way some days. */
export const TRANSFER_DAYS = 5

type Side = Pick<OwnMove, 'lineId' | 'bankAccountId' | 'date' | 'amountMinor' | 'currency'>

/** On another account of ours, within days: just what the move waits for. */
export const arePair = (side: Side, move: OwnMove): boolean =>
  areNear(side, move) && side.currency === move.awaitedCurrency && side.amountMinor === move.awaitedMinor

/** The other way on another account of ours, within days. */
const areNear = (a: Side, b: Side): boolean =>
  a.bankAccountId !== b.bankAccountId &&
  a.amountMinor > 0n !== b.amountMinor > 0n &&
  Math.abs(daysBetween(a.date, b.date)) <= TRANSFER_DAYS

const sideOf = (line: BankLine): Side => ({ ...line, lineId: line.id, date: line.bookingDate })

/**
 * Moves between our own accounts where the bank doesn't name the other one: by amount and day. Without a question only where the line bears
 * a name of ours and just one line fits.
 */
export function ownTransfers(line: BankLine, { moves, ownNames }: MatchBook): Proposal[] {
  const own = sideOf(line)
  const others = moves.filter((move) => move.lineId !== line.id && arePair(own, move))
  const isOurs = ownNames.has(nameKey(line.counterpartyName ?? ''))
  return others.slice(0, 3).map(({ lineId, ref, bankAccount, date, currency }) => ({
    by: 'transfer',
    reason: `${ref} on ${bankAccount} is ${currency === line.currency ? 'the same amount' : `a move that waits for just this amount,`} the other way, on ${shortDate(date)}.`,
    certain: isOurs && others.length === 1,
    does: { kind: 'transfer', name: bankAccount, pair: { lineId, ref } },
  }))
}

/**
 * Between two accounts that the bank names: the line there is the other side where just one fits. Of two currencies somebody has to say
 * what arrived, or see that the line there is it, unless that was said on the other side.
 */
export function betweenOwn(
  line: BankLine,
  own: { bankAccountId: string; name: string; currency: string },
  { moves }: Pick<MatchBook, 'moves'>,
): Proposal {
  const near = moves.filter((move) => move.bankAccountId === own.bankAccountId && areNear(sideOf(line), move))
  const exact = near.filter((move) => arePair(sideOf(line), move))
  const isOne = own.currency === line.currency
  const [other, second] = exact.length > 0 || isOne ? exact : near
  const pair = other && !second ? { pair: { lineId: other.lineId, ref: other.ref } } : {}
  const apart = isOne ? '' : ` That one is kept in ${own.currency}, this one in ${line.currency}.`
  return {
    by: 'transfer',
    reason: `It is between our own accounts: ${own.name}${pair.pair ? `, ${pair.pair.ref}` : ''}.${apart}`,
    certain: isOne || exact.length === 1,
    does: { kind: 'transfer', name: own.name, named: true, ...pair, ...(isOne ? {} : { elsewhere: own.currency }) },
  }
}

/** Sides of moves, oldest first, that no other one pairs with and that had the days to: each is of one pair at most. */
export function unpairedMoves(sides: readonly OwnMove[], asOf: string): OwnMove[] {
  const left = new Set(sides)
  for (const side of sides) {
    if (!left.has(side)) continue
    const other = [...left].find((each) => each !== side && (arePair(side, each) || arePair(each, side)))
    if (!other) continue
    left.delete(side)
    left.delete(other)
  }
  return [...left].filter(({ date }) => daysBetween(date, asOf) > TRANSFER_DAYS)
}
