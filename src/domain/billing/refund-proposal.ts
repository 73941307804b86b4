import type { NewRefund } from './refund.js'

/** A refund as JSON keeps it until a second person has approved it: amounts as digits. */
export type StoredRefund = Omit<NewRefund, 'amountMinor' | 'moved'> & {
  amountMinor: string
  moved?: { minor: string; currency: string }
}

export const storeRefund = ({ amountMinor, moved, ...refund }: NewRefund & { amountMinor: bigint }): StoredRefund => ({
  ...refund,
  amountMinor: amountMinor.toString(),
  ...(moved && { moved: { ...moved, minor: moved.minor.toString() } }),
})

export const readRefund = ({ amountMinor, moved, ...refund }: StoredRefund): NewRefund => ({
  ...refund,
  amountMinor: BigInt(amountMinor),
  ...(moved && { moved: { ...moved, minor: BigInt(moved.minor) } }),
})
