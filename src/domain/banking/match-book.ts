import type { IsoDate } from '../../lib/dates.js'
import type { ItemRef, Party } from '../billing/settlement-item.js'

/** A document that a bank line may settle: an invoice by money that comes in, a bill by money that goes out. */
export type OpenItem = ItemRef & {
  name: string
  /** What a payer may call it by: our number, the supplier's, the order's. */
  references: readonly string[]
  direction: 'in' | 'out'
  party: Party
  partyName: string
  currency: string
  openMinor: bigint
  /** The whole of it without tax, and the tax. */
  netMinor: bigint
  taxMinor: bigint
  discount: EarlyDiscount | null
  /** From when on it is owed. */
  since: IsoDate
}

/** What may be kept of a document for paying early: up to a day by its terms, or as a payment run of ours has paid it. */
export type EarlyDiscount = { minor: bigint; until: IsoDate | null }

/** A posting on the bank account in the books that no line has told of yet. */
export type UntoldEntry = {
  entryId: string
  paymentId: string | null
  /** PAY-3, or what the entry says of itself. */
  name: string
  bankAccountId: string
  date: IsoDate
  amountMinor: bigint
  currency: string
  partyId: string | null
  reference: string | null
}

/** An approved payment run, as far as no line has told of it: a bank may book its whole file as one. */
export type OpenRun = {
  runId: string
  /** RUN-3. */
  name: string
  /** What the file calls itself; it comes back with the booking. */
  messageId: string
  bankAccountId: string
  payOn: IsoDate
  currency: string
  parts: readonly RunPart[]
}

/** One of its payments: still to be recorded, or in the books since the approval. */
export type RunPart = {
  billId: string
  name: string
  party: Party
  openMinor: bigint
  discountMinor: bigint
  endToEndId: string
  entry: UntoldEntry | null
}

/** A line that was recognised before: how a return finds what it returns. */
export type PastMatch = {
  paymentId: string
  name: string
  bankAccountId: string
  amountMinor: bigint
  date: IsoDate
  counterpartyAccount: string | null
  endToEndId: string | null
  bankReference: string | null
}

export type MatchRule = {
  id: string
  ref: string
  direction: 'in' | 'out'
  counterpartyAccount: string | null
  /** Folded; empty: any. */
  words: string
  applies: boolean
  accountId: string
  accountName: string
  taxCodeId: string | null
  taxCode: string | null
}

/** A line of an account of ours that may be one side of a move between two of them: open, or taken for one already. */
export type OwnMove = {
  lineId: string
  ref: string
  bankAccountId: string
  bankAccount: string
  date: IsoDate
  amountMinor: bigint
  currency: string
  /** What the other account must move by: as much the other way, or what was said to arrive there in its own currency. */
  awaitedMinor: bigint
  awaitedCurrency: string
}

/** What a customer's mail says that a payment of theirs is for; all of it is open still. */
export type Remitted = {
  remittanceId: string
  /** When it was written, and where it is: MAIL-12. */
  on: IsoDate
  thread: string
  totalMinor: bigint
  currency: string
  parts: readonly { invoiceId: string; minor: bigint }[]
}

/** Everything that lines are compared with, loaded once for all of them. */
export type MatchBook = {
  items: readonly OpenItem[]
  untold: readonly UntoldEntry[]
  runs: readonly OpenRun[]
  past: readonly PastMatch[]
  remitted: readonly Remitted[]
  rules: readonly MatchRule[]
  /** Numbers of our own accounts, with their names. */
  own: ReadonlyMap<string, { bankAccountId: string; name: string; currency: string }>
  /** What may be the other side of a move between our own accounts; empty where there is only one account. */
  moves: readonly OwnMove[]
  /** Our own folded names: the company's, and those of its accounts. */
  ownNames: ReadonlySet<string>
  /** Whose an account was whenever a line of it was matched; several where it was several's. */
  partiesByAccount: ReadonlyMap<string, ReadonlySet<string>>
  /** Ids of companies by their folded names. */
  partiesByName: ReadonlyMap<string, ReadonlySet<string>>
}

export const partyIdOf = (party: Party): string => party.companyId ?? party.staffId
