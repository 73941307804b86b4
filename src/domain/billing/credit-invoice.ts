import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { getAccountFor } from '../ledger/account-store.js'
import { type BaseRate, baseCurrencyOf, inBase } from '../ledger/base-rate.js'
import type { NewEntry } from '../ledger/entry.js'
import { requireOpenDate } from '../ledger/open-date.js'
import { postEntries } from '../ledger/post-entries.js'
import { type TakenPart, takeBackPart } from '../ledger/take-back-part.js'
import { type Allocated, allocate } from './allocate.js'
import { insertAllocation } from './allocation-store.js'
import { getBillingParties } from './billing-party-store.js'
import { takenBack } from './credit-deferral.js'
import { type Credited, creditLines, leftOf } from './credit-lines.js'
import { withLastCents } from './credit-taxes.js'
import { emit } from './events.js'
import { type Invoice, invoiceName } from './invoice.js'
import { invoiceAmounts, NO_AMOUNTS } from './invoice-amounts.js'
import { invoiceEntry } from './invoice-entry.js'
import type { InvoiceLine } from './invoice-line.js'
import { getInvoice, getInvoiceForChange, insertInvoice, listCreditedLines } from './invoice-store.js'
import { numberCredit } from './number-credit.js'
import { orRefuse, settled } from './settle.js'
import type { SettlementItem } from './settlement-item.js'
import { lockItems, saveItem } from './settlement-item-store.js'
import { getTaxCode } from './tax-code-store.js'

/** `taxCode` is of lines of an earlier system, whose code is not known. */
export type NewCredit = { invoiceId: string; date: IsoDate; credited: Credited; reason?: string; taxCode?: string }

export type PlannedCredit = {
  invoice: Invoice
  credit: Invoice
  lines: readonly InvoiceLine[]
  entry: NewEntry
  /** What it is worth in the books is reckoned at: the invoice's own rate. */
  at: BaseRate
  /** What the invoice takes of it at once, and the invoice after that; null where nothing of it is open. */
  taken: Allocated | null
  /** What is taken back of what its lines hold for later days. */
  unspread: TakenPart
  customer: string
}

/** What crediting would do, without doing it. Throws `refused`, `not_found`. */
export async function planCredit(tx: Tx, input: NewCredit): Promise<PlannedCredit> {
  const { lines: kept, ...invoice } = await getInvoiceForChange(tx, input.invoiceId)
  const name = invoiceName(invoice)
  if (invoice.kind !== 'invoice') throw refused(`${name} is a credit note itself. Credit the invoice that it corrects.`)
  if (invoice.number === null || invoice.issueDate === null)
    throw refused(`${name} is ${invoice.status}: only an issued invoice is credited. A draft is changed or voided.`)
  if (input.date < invoice.issueDate)
    throw refused(`${name} is of ${invoice.issueDate}: a credit note can't be dated before it.`)
  await requireOpenDate(tx, input.date)
  const charged = await codedLines(tx, name, kept, input.taxCode)
  const earlier = await listCreditedLines(tx, invoice.id)
  const charges = creditLines({ ...invoice, name, lines: charged }, earlier, input.credited)
  if (!charges.ok) throw refused(charges.problem)
  const { discount } = charges.value
  const { lines: computed, netMinor } = invoiceAmounts(charges.value.lines, discount)
  const own = charges.value.lines.map((line, i) => ({
    ...line,
    id: tx.newId(),
    position: i + 1,
    ...(computed[i] ?? NO_AMOUNTS),
  }))
  const lines = withLastCents(own, charged, earlier)
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0n)
  const amounts = { netMinor, taxMinor, totalMinor: netMinor + taxMinor }
  const { company: customer } = await getBillingParties(tx, invoice.companyId)
  const at = { base: await baseCurrencyOf(tx), rate: invoice.fxRate }
  const credit = creditOf(tx, { ...invoice, ...discount }, input, amounts)
  const accounts = {
    receivable: (await getAccountFor(tx, 'receivable')).id,
    taxOutput: (await getAccountFor(tx, 'tax-output')).id,
  }
  const entry = invoiceEntry({ ...credit, lines }, accounts, { id: tx.newId(), date: input.date, customer, at })
  const worth = inBase(money(credit.totalMinor, credit.currency), at)
  const open = { ...credit, openMinor: credit.totalMinor, baseOpenMinor: worth }
  const target = (await lockItems(tx, [{ kind: 'invoice', id: invoice.id }])).get(invoice.id)
  const takes = target && target.openMinor > 0n
  const done = takes ? orRefuse(allocate(itemOf(open, input.date), target, { date: input.date })) : null
  const left = done
    ? {
        openMinor: done.from.openMinor,
        baseOpenMinor: done.from.baseOpenMinor,
        status: done.from.status as Invoice['status'],
      }
    : { openMinor: credit.totalMinor, baseOpenMinor: worth, status: 'issued' as const }
  const unspread = takenBack(input.credited, { lines: charged, left: leftOf(charged, earlier), taken: lines })
  return { invoice, credit: { ...credit, ...left }, lines, entry, at, taken: done, unspread, customer }
}

/** Without a code the note would give no tax back. Throws `refused`, `not_found`. */
async function codedLines(
  tx: Tx,
  name: string,
  lines: readonly InvoiceLine[],
  taxCode: string | undefined,
): Promise<readonly InvoiceLine[]> {
  const unknown = lines.filter(({ tax, taxMinor }) => tax === null && taxMinor !== 0n)
  if (unknown.length === 0) return lines
  if (taxCode === undefined)
    throw refused(
      `${name} was taken over with tax under no code of ours. Say which it is, such as tax:S; tax codes lists them.`,
    )
  const tax = await getTaxCode(tx, taxCode)
  return lines.map((line) => (unknown.includes(line) ? { ...line, tax } : line))
}

/**
 * Credits an issued invoice, whole or in part, at its own rate and tax codes: the note is posted, the invoice takes of
 * it what it has open, the rest is held to be paid back, and its number is taken last. Throws `refused`, `conflict`.
 */
export const creditInvoice = async (tx: Tx, input: NewCredit): Promise<PlannedCredit> =>
  creditPlanned(tx, input.date, await planCredit(tx, input))

/** Credits what was planned in this very transaction: the invoice is locked since. */
export async function creditPlanned(tx: Tx, date: IsoDate, planned: PlannedCredit): Promise<PlannedCredit> {
  const { lines, entry, taken, customer } = planned
  const { status, openMinor, baseOpenMinor, ...head } = planned.credit
  const ref = await nextRef(tx, 'draft', 'DRAFT')
  const draft: Invoice = {
    ...head,
    ref,
    status: 'draft',
    openMinor: 0n,
    baseOpenMinor: 0n,
    issueDate: null,
    dueDate: null,
  }
  await insertInvoice(tx, draft, lines)
  const part = taken && (await settled(tx, taken.allocation))
  await postEntries(tx, [entry, ...(part?.difference ? [part.difference] : [])])
  if (part) await insertAllocation(tx, part.id, part.allocation, part.difference?.id ?? null)
  if (taken) await saveItem(tx, taken.allocation.to, taken.to)
  const { invoice, unspread } = planned
  await takeBackPart(tx, { invoiceId: invoice.id }, { name: invoiceName(invoice), date }, unspread)
  await emit(tx, { kind: 'credit-note.issued', data: { invoiceId: draft.id } })
  const left = { status, openMinor, baseOpenMinor, entryId: entry.id }
  await numberCredit(tx, { draft: { ...draft, lines }, left, date, customer })
  return { ...planned, credit: await getInvoice(tx, draft.id) }
}

const creditOf = (
  tx: Tx,
  invoice: Invoice,
  { date, reason }: NewCredit,
  { netMinor, taxMinor, totalMinor }: Pick<Invoice, 'netMinor' | 'taxMinor' | 'totalMinor'>,
): Invoice => ({
  ...invoice,
  id: tx.newId(),
  kind: 'credit_note',
  ref: '',
  number: null,
  status: 'issued',
  draftDate: date,
  issueDate: date,
  dueDate: date,
  // The correction is accountable when it is made, whenever the invoice was.
  taxPoint: null,
  termsDays: 0,
  note: reason ?? null,
  netMinor,
  taxMinor,
  totalMinor,
  openMinor: 0n,
  baseOpenMinor: 0n,
  disputedAt: null,
  disputeReason: null,
  correctsId: invoice.id,
  entryId: null,
  version: 1,
})

const itemOf = (credit: Invoice, date: IsoDate): SettlementItem => ({
  kind: 'credit_note',
  id: credit.id,
  name: 'the credit note',
  side: 'receivable',
  partyId: credit.companyId,
  ofStaff: false,
  currency: credit.currency,
  status: 'issued',
  totalMinor: credit.totalMinor,
  openMinor: credit.openMinor,
  baseOpenMinor: credit.baseOpenMinor,
  freeFrom: date,
  settledBy: [],
  version: 1,
})
