import type { Money } from '../../lib/money.js'
import type { DifferenceMethod } from '../billing/payment.js'
import type { ItemRef, Party } from '../billing/settlement-item.js'
import type { OpenItem, OpenRun, RunPart, UntoldEntry } from './match-book.js'

/** What a line may be. */
export type Proposal = {
  /** How it was found: reference, amount, guess (the amount alone), recorded, run, return, transfer, remittance, rule; manual where somebody said it. */
  by: string
  /** A sentence for whoever looks at it later. */
  reason: string
  /** Whether it is done without asking, as long as no other line has a claim to the same. */
  certain: boolean
  does: Settling | PayingOut | OnBooks | PayingRun | Returning | Transferring | Posting
}

/** Money for documents of one party, in their order; what is left of it is held on account. */
export type Settling = {
  kind: 'settle'
  party: Party
  partyName: string
  items: readonly OpenItem[]
  /** What the documents lack, and what becomes of that. */
  differences: readonly Difference[]
  /** How much of the money each takes, in their order, where the payer said so; else as much as is left of it and open. */
  takes?: readonly bigint[]
}
/** A part of a document that no money comes for. */
export type Difference = { method: DifferenceMethod; of: ItemRef; minor: bigint }
/** What a processor pays out in one line: documents of many payers, each in full, less what it keeps for itself. */
export type PayingOut = { kind: 'payout'; shares: readonly Settling[]; feeMinor: bigint }
/** The one booking of a payment file of ours: all that is left of its run. */
export type PayingRun = { kind: 'run'; run: OpenRun; parts: readonly RunPart[] }
/** It is in the books already. */
export type OnBooks = { kind: 'recorded'; entry: UntoldEntry }
/** The bank took a payment back. */
export type Returning = { kind: 'return'; paymentId: string; name: string }
/** To or from another account of our own, over money in transit. */
export type Transferring = {
  kind: 'transfer'
  name: string
  /** The line of the other account, where it was found by it. */
  pair?: { lineId: string; ref: string }
  /** The bank says which account the other one is: that is so, whatever line is its side there. */
  named?: true
  /** The other account's currency, where it is another. */
  elsewhere?: string
  /** What arrived there, or left it: above zero, in another currency. */
  there?: Money
}
/** Straight to an account. */
export type Posting = {
  kind: 'post'
  accountId: string
  accountName: string
  taxCodeId: string | null
  taxCode: string | null
  ruleId: string | null
}

/**
 * What a line seems to be by more than its amount, beside being posted to an account: it names a document, it is from who owes us this, the
 * books have it already. Whoever posts it all the same is asked. Which account is theirs to say, whatever lines like it went to before.
 */
export const seemsElse = ({ by, certain, does }: Proposal): boolean => {
  if (by === 'guess' || does.kind === 'post') return false
  return does.kind === 'transfer' ? certain || does.named === true : true
}

/** What only one line can have: a document's money, an entry's telling, a payment's return. */
export function claims({ does }: Proposal): readonly string[] {
  if (does.kind === 'settle') return does.items.map(({ id }) => id)
  if (does.kind === 'payout') return does.shares.flatMap(({ items }) => items.map(({ id }) => id))
  if (does.kind === 'recorded') return [does.entry.entryId]
  if (does.kind === 'run') return does.parts.map(({ billId, entry }) => entry?.entryId ?? billId)
  if (does.kind === 'transfer') return does.pair && !does.named ? [does.pair.lineId] : []
  return does.kind === 'return' ? [does.paymentId] : []
}
