import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { getAccountFor } from '../ledger/account-store.js'
import { type BillingParties, getBillingParties } from './billing-party-store.js'
import { type Discount, NO_DISCOUNT } from './document-discount.js'
import { emit } from './events.js'
import { indexInvoice } from './index-invoice.js'
import type { Invoice } from './invoice.js'
import { type InvoiceAmounts, invoiceAmounts, NO_AMOUNTS } from './invoice-amounts.js'
import { checkLine, type InvoiceLine, type NewLine } from './invoice-line.js'
import { insertInvoice } from './invoice-store.js'
import { getTaxCode } from './tax-code-store.js'

export type NewInvoice = {
  companyId: string
  lines: readonly NewLine[]
  /** The date it is meant for. */
  draftDate: IsoDate
  /** The company's, unless given. */
  currency?: string
  termsDays?: number
  contactId?: string | null
  dealId?: string | null
  ownerId?: string | null
  taxPoint?: IsoDate | null
  poNumber?: string | null
  note?: string | null
  /** Taken off the whole. */
  discount?: Discount
  /** The series that it comes of, and for which of its days. */
  recurs?: { recurringId: string; recurringOn: IsoDate }
}

/** Writes a draft with its own reference (DRAFT-17), added up; nothing is posted. Throws `invalid`, `not_found`. */
export async function draftInvoice(tx: Tx, input: NewInvoice): Promise<Invoice> {
  const parties = await getBillingParties(tx, input.companyId)
  const lines = await completeLines(tx, input.lines, parties.defaultTaxCode)
  const amounts = addUp(lines, input.discount)
  const invoice = newDraft(tx.newId(), await nextRef(tx, 'draft', 'DRAFT'), input, parties, amounts)
  const kept = lines.map((line, i) => ({ ...line, ...(amounts.lines[i] ?? NO_AMOUNTS) }))
  await insertInvoice(tx, invoice, kept, input.recurs)
  await indexInvoice(tx, { ...invoice, lines: kept }, parties.company)
  await emit(tx, { kind: 'invoice.drafted', data: { invoiceId: invoice.id } })
  return invoice
}

/** A draft's amounts. Throws `invalid` where it comes to less than nothing. */
export function addUp(lines: readonly InvoiceLine[], discount: Discount = NO_DISCOUNT): InvoiceAmounts {
  const whole = invoiceAmounts(lines)
  if (discount.discountMinor !== null && discount.discountMinor > whole.netMinor)
    throw invalid('More would be taken off than the lines come to. Give a smaller discount.')
  const amounts = invoiceAmounts(lines, discount)
  if (amounts.netMinor < 0n || amounts.taxMinor < 0n)
    throw invalid('The lines add up to less than nothing. What is owed to a customer is a credit note.')
  return amounts
}

const newDraft = (
  id: string,
  ref: string,
  input: NewInvoice,
  parties: BillingParties,
  { netMinor, taxMinor, totalMinor }: InvoiceAmounts,
): Invoice => ({
  id,
  kind: 'invoice',
  ref,
  number: null,
  status: 'draft',
  currency: input.currency ?? parties.currency,
  draftDate: input.draftDate,
  issueDate: null,
  dueDate: null,
  termsDays: input.termsDays ?? parties.termsDays,
  taxPoint: input.taxPoint ?? null,
  poNumber: input.poNumber ?? null,
  note: input.note ?? null,
  ...(input.discount ?? NO_DISCOUNT),
  netMinor,
  taxMinor,
  totalMinor,
  openMinor: 0n,
  baseOpenMinor: 0n,
  fxRate: null,
  companyId: input.companyId,
  contactId: input.contactId ?? null,
  dealId: input.dealId ?? null,
  ownerId: input.ownerId ?? null,
  entryId: null,
  correctsId: null,
  disputedAt: null,
  disputeReason: null,
  version: 1,
})

/** Fills in what a line leaves out: one unit, no discount, the customer's tax code, the sales account. */
export async function completeLines(tx: Tx, given: readonly NewLine[], defaultCode: string): Promise<InvoiceLine[]> {
  if (given.length === 0) throw invalid('An invoice needs at least one line.')
  const sales = await getAccountFor(tx, 'revenue')
  const lines: InvoiceLine[] = []
  for (const [i, line] of given.entries()) {
    const checked = checkLine(line)
    if (!checked.ok) throw invalid(checked.problem)
    lines.push({
      id: tx.newId(),
      position: i + 1,
      description: checked.value.description,
      quantityMilli: line.quantityMilli ?? 1000n,
      unitPriceMinor: line.unitPriceMinor,
      discountBp: line.discountBp ?? 0,
      tax: line.taxCode === null ? null : await getTaxCode(tx, line.taxCode ?? defaultCode),
      accountId: line.accountId ?? sales.id,
      unit: line.unit ?? 'C62',
      department: line.department ?? null,
      serviceFrom: line.serviceFrom ?? null,
      serviceTo: line.serviceTo ?? null,
      ...NO_AMOUNTS,
    })
  }
  return lines
}
