import type { IsoDate } from '../../lib/dates.js'
import { BUCKETS, type Bucket, bucketOf } from './ageing.js'
import type { InterestClaim } from './interest-claim.js'

/** What changed what a customer owes: one entry on the receivables account. What they owe more is above zero. */
export type Movement = {
  currency: string
  date: IsoDate
  /** "Invoice", "Payment", "Refund", "Payment taken back". */
  label: string
  /** INV-2026-0042, PAY-12; empty where no document is behind it. */
  ref: string
  dueDate: IsoDate | null
  minor: bigint
  /** Of a payment or credit note: what has taken how much of it. */
  uses: readonly { name: string; minor: bigint }[]
}

export type StatementLine = Movement & { balanceMinor: bigint }

/** A document that is open at the end; money held on account is below zero. */
export type StatementItem = { currency: string; ref: string; date: IsoDate; dueDate: IsoDate | null; minor: bigint }

export type StatementOfCurrency = {
  currency: string
  openingMinor: bigint
  lines: readonly StatementLine[]
  chargedMinor: bigint
  creditedMinor: bigint
  closingMinor: bigint
  open: readonly StatementItem[]
  buckets: Record<Bucket, bigint>
  /** Zero or below: what is held that no document has taken. */
  unappliedMinor: bigint
  /** What reminders said of interest and nothing charges yet: it is in no balance. */
  interest: readonly InterestClaim[]
}

type Sources = {
  opening: readonly { currency: string; minor: bigint }[]
  movements: readonly Movement[]
  open: readonly StatementItem[]
  interest?: readonly InterestClaim[]
}

/** A currency each that anything happened in or is open in, with running balances; `to` is the day that ages are counted to. */
export function statementsOf({ opening, movements, open, interest = [] }: Sources, to: IsoDate): StatementOfCurrency[] {
  const currencies = new Set(
    [...opening.filter(({ minor }) => minor !== 0n), ...movements, ...open, ...interest].map((each) => each.currency),
  )
  return [...currencies].sort().map((currency) => {
    const openingMinor = opening.find((each) => each.currency === currency)?.minor ?? 0n
    const lines: StatementLine[] = []
    for (const movement of movements.filter((each) => each.currency === currency))
      lines.push({ ...movement, balanceMinor: (lines.at(-1)?.balanceMinor ?? openingMinor) + movement.minor })
    const items = open.filter((each) => each.currency === currency)
    const charged = lines.filter(({ minor }) => minor > 0n)
    const credited = lines.filter(({ minor }) => minor < 0n)
    return {
      currency,
      openingMinor,
      lines,
      chargedMinor: sum(charged),
      creditedMinor: -sum(credited),
      closingMinor: lines.at(-1)?.balanceMinor ?? openingMinor,
      open: items,
      ...aged(items, to),
      interest: interest.filter((each) => each.currency === currency),
    }
  })
}

function aged(items: readonly StatementItem[], to: IsoDate): Pick<StatementOfCurrency, 'buckets' | 'unappliedMinor'> {
  const buckets = Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0n])) as Record<Bucket, bigint>
  for (const { minor, dueDate } of items) if (minor > 0n) buckets[bucketOf(dueDate, to)] += minor
  return { buckets, unappliedMinor: sum(items.filter(({ minor }) => minor < 0n)) }
}

const sum = (parts: readonly { minor: bigint }[]): bigint => parts.reduce((total, { minor }) => total + minor, 0n)
