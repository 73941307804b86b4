import { addDays, type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'

/** Overdue is not a status: it is a due date in the past with something open. */
export type InvoiceStatus = 'draft' | 'issued' | 'part_paid' | 'paid' | 'void'

export type Invoice = {
  id: string
  /** DRAFT-17, kept for life. */
  ref: string
  /** INV-2026-0042 from issue on. */
  number: string | null
  status: InvoiceStatus
  currency: string
  /** The date it is meant for while it is a draft. */
  draftDate: IsoDate
  issueDate: IsoDate | null
  dueDate: IsoDate | null
  termsDays: number
  poNumber: string | null
  note: string | null
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  openMinor: bigint
  /** What is open, as the receivable account carries it in the base currency. */
  baseOpenMinor: bigint
  companyId: string
  contactId: string | null
  dealId: string | null
  ownerId: string | null
  entryId: string | null
  version: number
}

/** What people call it: its number, or the draft's reference. */
export const invoiceName = (invoice: { number: string | null; ref: string }): string => invoice.number ?? invoice.ref

/** Payment terms are whole days after the issue date; 0 is due at once. */
export const dueDateOf = (issueDate: IsoDate, termsDays: number): IsoDate => addDays(issueDate, termsDays)

export type Issue = { issueDate: IsoDate; dueDate: IsoDate }

/** Whether a draft can go out on `issueDate`, and when it will be due. */
export function decideIssue(invoice: Invoice, baseCurrency: string, issueDate: IsoDate): Result<Issue> {
  const name = invoiceName(invoice)
  if (invoice.status === 'void') return no(`${name} was voided and can't be issued. Draft a new invoice instead.`)
  if (invoice.status !== 'draft')
    return no(`${name} was issued on ${shortDate(invoice.issueDate ?? '')}. It can't be issued twice.`)
  if (invoice.totalMinor <= 0n)
    return no(
      `${name} adds up to ${formatMoney({ minor: invoice.totalMinor, currency: invoice.currency })}. An invoice must ask for more than nothing.`,
    )
  if (invoice.currency !== baseCurrency)
    return no(
      `${name} is in ${invoice.currency} and the books are kept in ${baseCurrency}. Posting needs an exchange rate, and rates aren't kept yet; draft it in ${baseCurrency}.`,
    )
  return ok({ issueDate, dueDate: dueDateOf(issueDate, invoice.termsDays) })
}

/** Only a draft is voided; what was issued stays, and is corrected by a credit note. */
export function decideVoid(invoice: Invoice): Result<Invoice> {
  const name = invoiceName(invoice)
  if (invoice.status === 'void') return no(`${name} is void already.`)
  if (invoice.status !== 'draft') return no(`${name} is issued and posted. It can't be voided, only credited.`)
  return ok({ ...invoice, status: 'void' })
}

/** The status that follows from what is still open. */
export function statusOf(totalMinor: bigint, openMinor: bigint): InvoiceStatus {
  if (openMinor === 0n) return 'paid'
  return openMinor < totalMinor ? 'part_paid' : 'issued'
}

export const isOpen = (status: InvoiceStatus): boolean => status === 'issued' || status === 'part_paid'

export const isOverdue = (invoice: Pick<Invoice, 'status' | 'dueDate'>, today: IsoDate): boolean =>
  isOpen(invoice.status) && invoice.dueDate !== null && invoice.dueDate < today
