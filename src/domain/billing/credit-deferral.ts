import type { TakenPart } from '../ledger/take-back-part.js'
import type { Credited } from './credit-lines.js'
import type { InvoiceLine } from './invoice-line.js'

type Share = { accountId: string; netMinor: bigint }

/**
 * How much of what a line still holds for later days a credit takes back: all of the lines that it credits, or of each account what
 * it takes of what was left to credit there. So what is unreleased is cancelled, and what was released is reversed, in one proportion.
 */
export function takenBack(
  credited: Credited,
  { lines, left, taken }: { lines: readonly InvoiceLine[]; left: readonly Share[]; taken: readonly Share[] },
): TakenPart {
  if (credited === 'rest') return () => ({ part: 1n, of: 1n })
  if ('positions' in credited) {
    const whole = lines.filter(({ position }) => credited.positions.includes(position))
    return (schedule) => (whole.some((line) => isOf(line, schedule)) ? { part: 1n, of: 1n } : null)
  }
  const sum = (shares: readonly Share[], accountId: string) =>
    shares.reduce((total, share) => (share.accountId === accountId ? total + share.netMinor : total), 0n)
  return ({ intoAccountId }) => {
    const [part, of] = [sum(taken, intoAccountId), sum(left, intoAccountId)]
    return part > 0n && of > 0n ? { part, of } : null
  }
}

/** Whether a schedule stems from a line: a schedule says what its line said. */
const isOf = (line: InvoiceLine, schedule: Parameters<TakenPart>[0]): boolean =>
  line.accountId === schedule.intoAccountId &&
  line.serviceTo === schedule.endsOn &&
  schedule.memo.startsWith(`${line.description} (`)
