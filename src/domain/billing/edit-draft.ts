import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { getBillingParties } from './billing-party-store.js'
import { completeLines } from './draft-invoice.js'
import { emit } from './events.js'
import { indexInvoice } from './index-invoice.js'
import { type Invoice, invoiceName } from './invoice.js'
import { invoiceAmounts } from './invoice-amounts.js'
import type { InvoiceLine, NewLine } from './invoice-line.js'
import { getInvoice, getInvoiceForChange, type InvoiceWithLines, replaceLines, saveInvoice } from './invoice-store.js'

export type DraftChange = Partial<Pick<Invoice, 'draftDate' | 'termsDays' | 'poNumber' | 'note' | 'contactId'>>

/** Changes what stands around the lines of a draft. Throws `refused` for what is issued or void. */
export async function editDraft(
  tx: Tx,
  invoiceId: string,
  change: DraftChange,
): Promise<{ before: Invoice; after: Invoice }> {
  const before = await draftForChange(tx, invoiceId)
  if ((change.termsDays ?? 0) < 0) throw invalid('The days to pay can’t be below zero.')
  await saveInvoice(tx, before, change)
  await emit(tx, { kind: 'invoice.drafted', data: { invoiceId } })
  return { before, after: await getInvoice(tx, invoiceId) }
}

/** Changes the lines of a draft, and adds it up anew. Throws `refused`, `invalid`, `not_found`. */
export async function changeLines(
  tx: Tx,
  invoiceId: string,
  change: (lines: readonly NewLine[]) => readonly NewLine[],
): Promise<{ before: readonly NewLine[]; invoice: InvoiceWithLines }> {
  const draft = await draftForChange(tx, invoiceId)
  const parties = await getBillingParties(tx, draft.companyId)
  const before = draft.lines.map(asGiven)
  const lines = await completeLines(tx, change(before), parties.defaultTaxCode)
  const { netMinor, taxMinor, totalMinor, lines: amounts } = invoiceAmounts(lines)
  if (netMinor < 0n || taxMinor < 0n)
    throw invalid('The lines add up to less than nothing. What is owed to a customer is a credit note.')
  const kept = lines.map((line, i) => ({ ...line, ...(amounts[i] ?? { netMinor: 0n, taxMinor: 0n }) }))
  await replaceLines(tx, invoiceId, kept)
  await saveInvoice(tx, draft, { netMinor, taxMinor, totalMinor })
  const invoice = { ...(await getInvoice(tx, invoiceId)), lines: kept }
  await indexInvoice(tx, invoice, parties.company)
  await emit(tx, { kind: 'invoice.drafted', data: { invoiceId } })
  return { before, invoice }
}

async function draftForChange(tx: Tx, invoiceId: string): Promise<InvoiceWithLines> {
  const invoice = await getInvoiceForChange(tx, invoiceId)
  const name = invoiceName(invoice)
  if (invoice.status === 'void') throw refused(`${name} is void. Take it up again first: invoice restore ${name}`)
  if (invoice.status !== 'draft')
    throw refused(`${name} is issued: it can't be changed, only credited: invoice credit ${name}`)
  return invoice
}

/** A kept line as a person would give it. */
const asGiven = (line: InvoiceLine): NewLine => ({
  description: line.description,
  unitPriceMinor: line.unitPriceMinor,
  quantityMilli: line.quantityMilli,
  discountBp: line.discountBp,
  accountId: line.accountId,
  unit: line.unit,
  department: line.department,
  serviceFrom: line.serviceFrom,
  serviceTo: line.serviceTo,
  ...(line.tax ? { taxCode: line.tax.code } : {}),
})
