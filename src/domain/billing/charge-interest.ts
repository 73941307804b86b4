import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { formatMoney } from '../../lib/money.js'
import { type Account } from '../ledger/account.js'
import { getAccountFor } from '../ledger/account-store.js'
import { requireOpenDate } from '../ledger/open-date.js'
import { getBillingParties } from './billing-party-store.js'
import { creditPlanned } from './credit-invoice.js'
import { planCreditOrAsk } from './credit-or-ask.js'
import { draftInvoice } from './draft-invoice.js'
import { claimed, type InterestClaim } from './interest-claim.js'
import { deleteClaimsOf, insertClaim } from './interest-claim-store.js'
import { listInterestTerms } from './interest-terms-store.js'
import { type Invoice, invoiceName } from './invoice.js'
import type { NewLine } from './invoice-line.js'
import { getInvoiceForChange } from './invoice-store.js'
import { issueInvoice } from './issue-invoice.js'
import { listClaims } from './list-claims.js'

export type PlannedInterest = {
  invoice: Invoice
  claim: InterestClaim
  lines: readonly NewLine[]
  income: Account
  customer: string
}

/** The claim on an invoice by a day, with the invoice locked. Throws `refused` where there is none. */
export async function requireClaim(
  tx: Tx,
  invoiceId: string,
  through: IsoDate,
): Promise<{ invoice: Invoice; claim: InterestClaim }> {
  const invoice = await getInvoiceForChange(tx, invoiceId)
  const read = sqlInTx(tx)
  const [claim] = await listClaims(read, { invoiceId }, { through })
  if (claim) return { invoice, claim }
  const { since } = await listInterestTerms(read)
  if (since === null) throw refused('No interest is asked for. `dunning interest-set 9` does, from today on.')
  throw refused(
    `There is no interest to claim on ${invoiceName(invoice)} by ${shortDate(through)}: it was not late, no reminder has said it, or it is charged or waived already.`,
  )
}

/** What charging would do, without doing it. Throws `refused`. */
export async function planInterest(tx: Tx, invoiceId: string, date: IsoDate): Promise<PlannedInterest> {
  const { invoice, claim } = await requireClaim(tx, invoiceId, date)
  await requireOpenDate(tx, date)
  const income = await getAccountFor(tx, 'interest-income')
  const { company: customer } = await getBillingParties(tx, invoice.companyId)
  return { invoice, claim, lines: linesOf(claim, income.id), income, customer }
}

/** Damages for being paid late are no price of anything: no tax is on them. */
function linesOf({ invoice, dueDate, through, interestMinor, feeMinor }: InterestClaim, accountId: string): NewLine[] {
  const line = (description: string, unitPriceMinor: bigint) => ({
    description,
    unitPriceMinor,
    accountId,
    taxCode: null,
  })
  const due = shortDate(dueDate)
  return [
    ...(interestMinor > 0n
      ? [line(`Interest on ${invoice}, due on ${due}, up to ${shortDate(through)}`, interestMinor)]
      : []),
    ...(feeMinor > 0n ? [line(`Lump sum for the late payment of ${invoice}`, feeMinor)] : []),
  ]
}

/**
 * Charges what is claimed by an invoice of its own, without tax and numbered last: it is owed, aged, reminded of, paid and written off
 * as any other, and bears no interest itself. Throws `refused`, `conflict`.
 */
export async function chargeInterest(
  tx: Tx,
  invoiceId: string,
  date: IsoDate,
): Promise<PlannedInterest & { note: Invoice }> {
  const planned = await planInterest(tx, invoiceId, date)
  const { invoice, claim, lines } = planned
  const { companyId, currency, contactId, ownerId } = invoice
  const draft = await draftInvoice(tx, {
    companyId,
    lines,
    draftDate: date,
    currency,
    contactId,
    ownerId,
    note: `For the late payment of ${claim.invoice}. No tax is on it.`,
  })
  await insertClaim(tx, claim, { documentId: draft.id })
  return { ...planned, note: await issueInvoice(tx, draft.id, date) }
}

/** Credits such an invoice whole and lets the claim be as before. Throws `refused` once something of it is settled. */
export async function unchargeInterest(
  tx: Tx,
  documentId: string,
  date: IsoDate,
): Promise<{ name: string; credit: string }> {
  const { asks, ...planned } = await planCreditOrAsk(tx, { invoiceId: documentId, date, credited: 'rest' })
  const name = invoiceName(planned.invoice)
  if (planned.invoice.openMinor !== planned.invoice.totalMinor)
    throw refused(`Something of ${name} is settled. Take that back first, or credit the rest: invoice credit ${name}`)
  if (asks) throw refused(`${name} is above what one person credits. Ask for it: invoice credit ${name}`)
  if ((await deleteClaimsOf(tx, documentId)) === 0) throw refused(`${name} charges no interest.`)
  const { credit } = await creditPlanned(tx, date, planned)
  return { name, credit: invoiceName(credit) }
}

/** Gives up what is claimed by a day and not charged; interest goes on after it. Throws `refused`. */
export async function waiveInterest(
  tx: Tx,
  invoiceId: string,
  { through, reason }: { through: IsoDate; reason?: string | undefined },
): Promise<{ claim: InterestClaim; said: string }> {
  const { claim } = await requireClaim(tx, invoiceId, through)
  await insertClaim(tx, claim, { documentId: null, reason })
  return { claim, said: formatMoney(claimed(claim)) }
}
