import type { IsoDate } from '../../lib/dates.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'

/** One line of an entry. Debit is positive, credit negative. */
export type NewPosting = {
  accountId: string
  amount: Money
  /** The same in the workspace's base currency; only needed where `amount` is in another one. */
  baseMinor?: bigint
  companyId?: string
  invoiceId?: string
  billId?: string
  paymentId?: string
  dealId?: string
  /** Under which code this net amount, or this tax, is reported. */
  taxCodeId?: string
  department?: string
  memo?: string
}

export type NewEntry = {
  id: string
  /** Decides the period. */
  date: IsoDate
  /** invoice, payment, manual, opening, reversal, payroll, … */
  source: string
  memo: string
  /** Unique per workspace: the same key with the same content is a replay, with other content an error. */
  idempotencyKey: string
  reversesId?: string
  batchId?: string
  /** Into the year's thirteenth period; `date` is the year's last day. */
  adjusting?: boolean
  postings: readonly NewPosting[]
}

export type PostedEntry = Omit<NewEntry, 'postings'> & { postings: readonly (NewPosting & { baseMinor: bigint })[] }

/** Law 1: at least two postings; in one currency they sum to zero in it. The database asserts the same, and the base sum, at commit. */
export function checkEntry(entry: NewEntry): Result<NewEntry> {
  const called = `The entry "${entry.memo}"`
  if (entry.postings.length < 2) return no(`${called} needs at least two postings; it has ${entry.postings.length}.`)
  const currencies = new Set(entry.postings.map((p) => p.amount.currency))
  if (currencies.size > 1) return ok(entry)
  const sum = entry.postings.reduce((total, p) => total + p.amount.minor, 0n)
  if (sum !== 0n)
    return no(
      `${called} does not balance: its postings sum to ${formatMoney(money(sum, [...currencies][0] ?? ''))}, not 0.`,
      {
        sum: String(sum),
      },
    )
  return ok(entry)
}

/** The entry that takes another back: every sign turned, dated `date`, naming what it reverses. It can be posted once. */
export const reversalOf = (
  entry: PostedEntry,
  reversal: { id: string; date: IsoDate; memo?: string },
): PostedEntry => ({
  id: reversal.id,
  date: reversal.date,
  source: 'reversal',
  memo: reversal.memo ?? `Reversal of: ${entry.memo}`,
  idempotencyKey: `reversal:${entry.id}`,
  reversesId: entry.id,
  postings: entry.postings.map((posting) => ({
    ...posting,
    amount: { minor: -posting.amount.minor, currency: posting.amount.currency },
    baseMinor: -posting.baseMinor,
  })),
})
