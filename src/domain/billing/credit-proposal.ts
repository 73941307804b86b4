import type { NewCredit } from './credit-invoice.js'

/** A credit note as JSON keeps it until a second person has approved it. */
export type StoredCredit = Omit<NewCredit, 'credited'> & {
  credited: { positions: readonly number[] } | { netMinor: string } | 'rest'
}

export const storeCredit = ({ credited, ...rest }: NewCredit): StoredCredit => ({
  ...rest,
  credited:
    typeof credited !== 'string' && 'netMinor' in credited ? { netMinor: credited.netMinor.toString() } : credited,
})

export const readCredit = ({ credited, ...rest }: StoredCredit): NewCredit => ({
  ...rest,
  credited: typeof credited !== 'string' && 'netMinor' in credited ? { netMinor: BigInt(credited.netMinor) } : credited,
})
