import type { IsoDate } from '../../lib/dates.js'
import type { Money } from '../../lib/money.js'

export type StatementFormat = 'camt.053' | 'mt940' | 'ofx' | 'csv'

/** One movement as the bank tells it, whatever the file's format. Money that came in is positive. */
export type ReadLine = {
  bookingDate: IsoDate
  valueDate: IsoDate | null
  amountMinor: bigint
  /** What was sent in another currency, where the bank says so, and the rate as it stands in the file. */
  original: Money | null
  rate: string | null
  counterpartyName: string | null
  /** An IBAN, or whatever the bank numbers accounts by. */
  counterpartyAccount: string | null
  /** Free text of the payer, one line. */
  remittance: string | null
  /** A structured creditor reference (ISO 11649 and national kinds). */
  reference: string | null
  endToEndId: string | null
  /** The bank's own reference: unique there, where there is one. */
  bankReference: string | null
  /** The bank's code for the kind of movement: `PMNT/RCDT/ESCT`, `166`, `NTRF`, `CREDIT`. */
  typeCode: string | null
  /** What an earlier version read in the same file, where it is something else: lines that were stored then are known by it. */
  earlier?: SaidOfLine
}

/** What tells one movement from another of its day and amount. */
export type SaidOfLine = Pick<
  ReadLine,
  'bankReference' | 'counterpartyAccount' | 'counterpartyName' | 'remittance' | 'reference' | 'endToEndId'
>

/** One statement of one account. Balances are null where the file does not say them. */
export type ReadStatement = {
  account: string | null
  currency: string | null
  /** The bank's number for it. */
  number: string | null
  from: IsoDate | null
  to: IsoDate | null
  openingMinor: bigint | null
  closingMinor: bigint | null
  lines: readonly ReadLine[]
  /** What was left out or looked odd, a sentence each: pending movements, a balance in another currency. */
  notes: readonly string[]
}

/** What a file holds: its statements, and what in it is none, each with its reason. */
export type StatementFile = {
  format: StatementFormat
  statements: readonly ReadStatement[]
  refused: readonly { where: string; reason: string }[]
}
