import { addDays, type IsoMonth, lastOfMonth } from '../../lib/dates.js'
import { type NewEntry, type PostedEntry, reversalOf } from './entry.js'

/** A cost of a month whose bill has not come. */
export type Accrual = {
  id: string
  /** ACR-3. */
  ref: string
  month: IsoMonth
  memo: string
  /** In the base currency, above zero. */
  amountMinor: bigint
  department: string | null
  accountId: string
  companyId: string | null
  entryId: string
  reversalId: string
  /** The bill that came of it. */
  billId: string | null
}

type NewAccrual = Omit<Accrual, 'entryId' | 'reversalId' | 'billId'>

/** The entry at the month's end and the one that takes it back on the next day: both stand from the start, so none is forgotten. */
export function accrualEntries(
  accrual: NewAccrual,
  books: { accruals: string; currency: string; entryId: string; reversalId: string },
): [NewEntry, NewEntry] {
  const date = lastOfMonth(accrual.month)
  const { companyId, department } = accrual
  const line = (accountId: string, minor: bigint) => ({
    accountId,
    amount: { minor, currency: books.currency },
    baseMinor: minor,
    ...(companyId && { companyId }),
    ...(department && { department }),
  })
  const entry: PostedEntry = {
    id: books.entryId,
    date,
    source: 'accrual',
    memo: `${accrual.ref} ${accrual.memo}`,
    idempotencyKey: `accrual:${accrual.id}`,
    postings: [line(accrual.accountId, accrual.amountMinor), line(books.accruals, -accrual.amountMinor)],
  }
  return [entry, reversalOf(entry, { id: books.reversalId, date: addDays(date, 1) })]
}
