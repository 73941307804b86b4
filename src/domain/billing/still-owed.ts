import type { Money } from '../../lib/money.js'
import { type Overdue, totals } from './dunning.js'

/** What a customer has with us that no document has taken: PAY-3, CN-2026-0007. `mergedIn`: it stands under another name of theirs (ADR 26). */
export type OnAccount = { name: string; amount: Money; mergedIn: boolean }

export type StillOwed = {
  invoices: readonly Overdue[]
  /** What is taken off what is asked for, in the currencies of the invoices. */
  held: readonly OnAccount[]
  /** What pays for the rest already: somebody has only not said which invoice it is for. */
  covering: readonly OnAccount[]
}

/** Nobody is asked for what we hold of theirs: where that is enough for all that is due in a currency, for none of it. */
export function stillOwed(overdue: readonly Overdue[], onAccount: readonly OnAccount[]): StillOwed {
  const heldIn = new Map(
    totals(onAccount.map(({ amount }) => ({ open: amount }))).map((sum) => [sum.currency, sum.minor]),
  )
  const asked = new Set(
    totals(overdue).flatMap(({ currency, minor }) => (minor > (heldIn.get(currency) ?? 0n) ? [currency] : [])),
  )
  const due = new Set(overdue.map(({ open }) => open.currency))
  return {
    invoices: overdue.filter(({ open }) => asked.has(open.currency)),
    held: onAccount.filter(({ amount }) => asked.has(amount.currency)),
    covering: onAccount.filter(({ amount }) => due.has(amount.currency) && !asked.has(amount.currency)),
  }
}
