import type { NewPayment } from './plan-payment.js'
import type { ItemRef, Party } from './settlement-item.js'

/** Money out as it is asked for: each document with what it gets, and the account that it leaves. */
type PayOut = Omit<NewPayment, 'settle'> & {
  settle: readonly (ItemRef & { amountMinor: bigint })[]
  accountId: string
}

type Digits = { minor: string; currency: string }

/** The same as JSON keeps it until a second person has approved it: amounts as digits. */
export type StoredPayOut = {
  party: Party
  date: string
  amount: Digits
  moved?: Digits
  accountId: string
  reference?: string
  settle: readonly (ItemRef & { amountMinor: string })[]
  discounts: readonly (ItemRef & { amountMinor: string })[]
}

export const storePayOut = ({
  party,
  date,
  amount,
  moved,
  accountId,
  reference,
  settle,
  differences,
}: PayOut): StoredPayOut => ({
  party,
  date,
  amount: digits(amount),
  ...(moved && { moved: digits(moved) }),
  accountId,
  ...(reference && { reference }),
  settle: settle.map(({ kind, id, amountMinor }) => ({ kind, id, amountMinor: amountMinor.toString() })),
  discounts: (differences ?? []).map(({ of, amountMinor }) => ({ ...of, amountMinor: amountMinor.toString() })),
})

export const readPayOut = ({ discounts, settle, amount, moved, ...rest }: StoredPayOut): PayOut => ({
  ...rest,
  direction: 'out',
  amount: amountOf(amount),
  ...(moved && { moved: amountOf(moved) }),
  settle: settle.map((each) => ({ ...each, amountMinor: BigInt(each.amountMinor) })),
  differences: discounts.map(({ kind, id, amountMinor }) => ({
    method: 'discount',
    of: { kind, id },
    amountMinor: BigInt(amountMinor),
    relief: true,
  })),
})

const digits = ({ minor, currency }: { minor: bigint; currency: string }): Digits => ({
  minor: minor.toString(),
  currency,
})
const amountOf = ({ minor, currency }: Digits) => ({ minor: BigInt(minor), currency })
