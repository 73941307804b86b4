import type { IsoDate } from '../../lib/dates.js'

/** Something that only one of the two sides has. */
export type Outstanding = { ref: string; date: IsoDate; what: string; minor: bigint }

/** Where an account stands at the end of a day, on both sides, in its own currency. */
export type Sides = {
  /** What the books say. */
  ledgerMinor: bigint
  /** What the bank says; null when no statement tells a balance up to that day. */
  bankMinor: bigint | null
  /** In the books, and no line of the bank tells of it by then. */
  inBooks: readonly Outstanding[]
  /** On a statement, and not in the books by then. */
  onBank: readonly Outstanding[]
}

export type Reconciliation = Sides & {
  /** What the books say, less what they have alone, with what the bank has alone: that should be the bank's balance. */
  expectedMinor: bigint
  /** The bank's balance less that. Zero: explained to the last cent. */
  unexplainedMinor: bigint | null
}

/** Explains the difference of the two balances by what only one of the sides has. What is left is named, never spread. */
export function reconcile(sides: Sides): Reconciliation {
  const sum = (items: readonly Outstanding[]) => items.reduce((total, { minor }) => total + minor, 0n)
  const expectedMinor = sides.ledgerMinor - sum(sides.inBooks) + sum(sides.onBank)
  const unexplainedMinor = sides.bankMinor === null ? null : sides.bankMinor - expectedMinor
  return { ...sides, expectedMinor, unexplainedMinor }
}
