import type { NewWriteOff } from './write-off-invoice.js'

/** A write-off as JSON keeps it until a second person has approved it. */
export type StoredWriteOff = Omit<NewWriteOff, 'amountMinor'> & { amountMinor: string }

export const storeWriteOff = (input: NewWriteOff & { amountMinor: bigint }): StoredWriteOff => ({
  ...input,
  amountMinor: input.amountMinor.toString(),
})

export const readWriteOff = (stored: StoredWriteOff): NewWriteOff => ({
  ...stored,
  amountMinor: BigInt(stored.amountMinor),
})
