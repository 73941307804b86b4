import { quantile } from './rhythm.js'

/** So many payments of a customer's own say what is usual of them; */
const ENOUGH_OWN = 3
/** and so many of all customers'. */
const ENOUGH_ALL = 20
/** Of all payments, what is above this share of them is large. */
const LARGE = 0.9

export type Usual = { own: number | null; all: number; large: number }

/** What is usual: the customer's median, that of all, and what few exceed; null before anybody can say. In minor units. */
export function usualOf(own: readonly bigint[], all: readonly bigint[]): Usual | null {
  if (all.length < ENOUGH_ALL) return null
  const sorted = inOrder(all)
  return {
    own: own.length < ENOUGH_OWN ? null : quantile(inOrder(own), 0.5),
    all: quantile(sorted, 0.5),
    large: quantile(sorted, LARGE),
  }
}

const inOrder = (amounts: readonly bigint[]): number[] => amounts.map(Number).sort((a, b) => a - b)

/** Larger than nearly all that come in, and many `times` what the customer pays usually – of a new one, what customers do. */
export const isBig = (amount: bigint, { own, all, large }: Usual, times: number): boolean =>
  Number(amount) > large && Number(amount) >= times * (own ?? all)
