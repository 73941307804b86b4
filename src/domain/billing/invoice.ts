import { addDays, type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'

/** Overdue is not a status: it is a due date in the past with something open. */
export type InvoiceStatus = 'draft' | 'issued' | 'part_paid' | 'paid' | 'credited' | 'written_off' | 'void'

/** To EN 16931 both are one document with amounts above zero; the kind turns their sense. */
export type InvoiceKind = 'invoice' | 'credit_note'

export type Invoice = {
  id: string
  kind: InvoiceKind
  /** DRAFT-17, kept for life. */
  ref: string
  /** INV-2026-0042, or CN-2026-0007, from issue on. */
  number: string | null
  status: InvoiceStatus
  currency: string
  /** The date it is meant for while it is a draft. */
  draftDate: IsoDate
  issueDate: IsoDate | null
  dueDate: IsoDate | null
  termsDays: number
  /** When its tax is accountable, where that is another day than the posting's: it decides the return. */
  taxPoint: IsoDate | null
  poNumber: string | null
  note: string | null
  /** Taken off the whole: in basis points, or as a net amount. */
  discountBp: number | null
  discountMinor: bigint | null
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  openMinor: bigint
  /** What is open, as the receivable account carries it in the base currency. */
  baseOpenMinor: bigint
  /** Base currency for one unit of `currency`, fixed at issue; null in the base currency. */
  fxRate: string | null
  companyId: string
  contactId: string | null
  dealId: string | null
  ownerId: string | null
  entryId: string | null
  /** Of a credit note: the invoice it corrects. */
  correctsId: string | null
  disputedAt: Date | null
  disputeReason: string | null
  version: number
}

/** What people call it: its number, or the draft's reference. */
export const invoiceName = (invoice: { number: string | null; ref: string }): string => invoice.number ?? invoice.ref

/** Payment terms are whole days after the issue date; 0 is due at once. */
export const dueDateOf = (issueDate: IsoDate, termsDays: number): IsoDate => addDays(issueDate, termsDays)

export type Issue = { issueDate: IsoDate; dueDate: IsoDate }

/** Whether a draft can go out on `issueDate`, and when it will be due. */
export function decideIssue(invoice: Invoice, issueDate: IsoDate): Result<Issue> {
  const name = invoiceName(invoice)
  if (invoice.status === 'void') return no(`${name} was voided and can't be issued. Draft a new invoice instead.`)
  if (invoice.status !== 'draft')
    return no(`${name} was issued on ${shortDate(invoice.issueDate ?? '')}. It can't be issued twice.`)
  if (invoice.totalMinor <= 0n)
    return no(
      `${name} adds up to ${formatMoney({ minor: invoice.totalMinor, currency: invoice.currency })}. An invoice must ask for more than nothing.`,
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

export const isOpen = (status: InvoiceStatus): boolean => status === 'issued' || status === 'part_paid'

/** Numbered and posted, whatever became of it since. */
export const isIssued = (status: InvoiceStatus): boolean => status !== 'draft' && status !== 'void'

export const isOverdue = (invoice: Pick<Invoice, 'status' | 'dueDate'>, today: IsoDate): boolean =>
  isOpen(invoice.status) && invoice.dueDate !== null && invoice.dueDate < today

/** Whether a customer's objection can be noted: it is about something that is open. */
export function decideDispute(invoice: Invoice): Result<Invoice> {
  const name = invoiceName(invoice)
  if (invoice.kind !== 'invoice') return no(`${name} is a credit note: it asks for nothing that could be disputed.`)
  if (!isOpen(invoice.status)) return no(`${name} has nothing open that could be disputed.`)
  if (invoice.disputedAt) return no(`${name} is disputed already: ${invoice.disputeReason ?? ''}`)
  return ok(invoice)
}
