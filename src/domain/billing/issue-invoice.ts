import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { becomeCustomer } from '../crm/company-store.js'
import { getAccountFor } from '../ledger/account-store.js'
import { type BaseRate, inBase, rateOn } from '../ledger/base-rate.js'
import { type Deferral, planDeferral, postDeferral } from '../ledger/defer.js'
import type { NewEntry } from '../ledger/entry.js'
import { requireOpenDate } from '../ledger/open-date.js'
import { postEntries } from '../ledger/post-entries.js'
import { getBillingParties } from './billing-party-store.js'
import { emit } from './events.js'
import { decideIssue, type Invoice, type Issue, invoiceName } from './invoice.js'
import { invoiceEntry } from './invoice-entry.js'
import { getInvoice, getInvoiceForChange, type InvoiceWithLines } from './invoice-store.js'
import { numberDraft } from './number-draft.js'

export type PlannedIssue = {
  invoice: InvoiceWithLines
  issue: Issue
  entry: NewEntry
  /** What of it is for later days. */
  deferral: Deferral | null
  /** Fixed here for the life of the document. */
  at: BaseRate
  customer: string
}

/** What issuing on `issueDate` would do, without doing it: the preview and the act are the same plan. Throws `refused`. */
export async function planIssue(tx: Tx, invoiceId: string, issueDate: IsoDate): Promise<PlannedIssue> {
  const invoice = await getInvoiceForChange(tx, invoiceId)
  const { company } = await getBillingParties(tx, invoice.companyId)
  const issue = decideIssue(invoice, issueDate)
  if (!issue.ok) throw refused(issue.problem)
  await requireOpenDate(tx, issueDate)
  const receivable = (await getAccountFor(tx, 'receivable')).id
  const taxOutput = (await getAccountFor(tx, 'tax-output')).id
  const at = await rateOn(tx, invoice.currency, issueDate)
  const head = { id: tx.newId(), date: issueDate, customer: company, at }
  const entry = invoiceEntry(invoice, { receivable, taxOutput }, head)
  const { companyId, dealId, currency, lines } = invoice
  const deferral = await planDeferral(tx, {
    kind: 'deferred_revenue',
    document: { invoiceId },
    name: invoiceName(invoice),
    companyId,
    dealId,
    currency,
    date: issueDate,
    at,
    lines,
  })
  return { invoice, issue: issue.value, entry, deferral, at, customer: company }
}

/**
 * Numbers and posts a draft. A closed period is refused with the next open date; the number is taken last, so that a refusal
 * leaves no gap. Throws `refused`, `not_found`, `conflict`.
 */
export async function issueInvoice(tx: Tx, invoiceId: string, issueDate: IsoDate): Promise<Invoice> {
  const { invoice, issue, entry, deferral, at, customer } = await planIssue(tx, invoiceId, issueDate)
  await postEntries(tx, [entry])
  if (deferral) await postDeferral(tx, deferral)
  await becomeCustomer(tx, invoice.companyId)
  await emit(tx, { kind: 'invoice.issued', data: { invoiceId } })
  await numberDraft(tx, {
    invoice,
    customer,
    ...issue,
    entryId: entry.id,
    baseOpenMinor: inBase({ minor: invoice.totalMinor, currency: invoice.currency }, at),
    fxRate: at.rate,
  })
  return getInvoice(tx, invoiceId)
}
