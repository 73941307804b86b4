import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { getBillingParties } from './billing-party-store.js'
import type { Discount } from './document-discount.js'
import { addUp, completeLines } from './draft-invoice.js'
import { emit } from './events.js'
import { indexInvoice } from './index-invoice.js'
import { type Invoice, invoiceName } from './invoice.js'
import { NO_AMOUNTS } from './invoice-amounts.js'
import type { InvoiceLine, NewLine } from './invoice-line.js'
import { getInvoice, getInvoiceForChange, type InvoiceWithLines, replaceLines, saveInvoice } from './invoice-store.js'

export type DraftChange = Partial<
  Pick<Invoice, 'draftDate' | 'termsDays' | 'taxPoint' | 'poNumber' | 'note' | 'contactId'>
>

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
  const invoice = await saveLines(tx, draft, lines, draft)
  await indexInvoice(tx, invoice, parties.company)
  return { before, invoice }
}

/** Takes so much off a draft as a whole, instead of what was taken off before. Throws `refused`, `invalid`. */
export async function discountDraft(
  tx: Tx,
  invoiceId: string,
  discount: Discount,
): Promise<{ before: Discount; invoice: InvoiceWithLines }> {
  const { lines, ...draft } = await draftForChange(tx, invoiceId)
  return { before: draft, invoice: await saveLines(tx, draft, lines, discount) }
}

/** A draft's lines anew, added up. */
async function saveLines(
  tx: Tx,
  draft: Invoice,
  lines: readonly InvoiceLine[],
  { discountBp, discountMinor }: Discount,
): Promise<InvoiceWithLines> {
  const amounts = addUp(lines, { discountBp, discountMinor })
  const { netMinor, taxMinor, totalMinor } = amounts
  const kept = lines.map((line, i) => ({ ...line, ...(amounts.lines[i] ?? NO_AMOUNTS) }))
  await replaceLines(tx, draft.id, kept)
  await saveInvoice(tx, draft, { netMinor, taxMinor, totalMinor, discountBp, discountMinor })
  await emit(tx, { kind: 'invoice.drafted', data: { invoiceId: draft.id } })
  return { ...(await getInvoice(tx, draft.id)), lines: kept }
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
export const asGiven = (line: InvoiceLine): NewLine => ({
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
