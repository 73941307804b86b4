import type { IsoDate } from '../../lib/dates.js'
import type { NewEntry, NewPosting } from '../ledger/entry.js'
import { invoiceName } from './invoice.js'
import { invoiceAmounts } from './invoice-amounts.js'
import type { InvoiceWithLines } from './invoice-store.js'

/** The accounts that lines and tax codes don't name themselves. */
export type InvoiceAccounts = { receivable: string; taxOutput: string }

/** What issuing posts: the customer owes the total; sales per account, tax per code. The preview shows exactly this. */
export function invoiceEntry(
  invoice: InvoiceWithLines,
  accounts: InvoiceAccounts,
  entry: { id: string; date: IsoDate; customer: string },
): NewEntry {
  const { currency } = invoice
  const document = {
    companyId: invoice.companyId,
    invoiceId: invoice.id,
    ...(invoice.dealId ? { dealId: invoice.dealId } : {}),
  }
  const posting = (accountId: string, minor: bigint): NewPosting => ({
    accountId,
    amount: { minor, currency },
    ...document,
  })
  const credits = [...sales(invoice), ...taxes(invoice, accounts.taxOutput)].filter(([, minor]) => minor !== 0n)
  return {
    id: entry.id,
    date: entry.date,
    source: 'invoice',
    memo: `Invoice to ${entry.customer} (${invoiceName(invoice)})`,
    idempotencyKey: `invoice:${invoice.id}`,
    postings: [posting(accounts.receivable, invoice.totalMinor), ...credits.map(([id, minor]) => posting(id, -minor))],
  }
}

/** Net per revenue account. */
const sales = (invoice: InvoiceWithLines): [string, bigint][] =>
  sumBy(invoice.lines.map((line) => [line.accountId, line.netMinor]))

/** Tax per account of its codes. */
const taxes = (invoice: InvoiceWithLines, fallback: string): [string, bigint][] =>
  sumBy(invoiceAmounts(invoice.lines).taxes.map(({ tax, taxMinor }) => [tax?.accountId ?? fallback, taxMinor]))

function sumBy(parts: readonly (readonly [string, bigint])[]): [string, bigint][] {
  const sums = new Map<string, bigint>()
  for (const [key, minor] of parts) sums.set(key, (sums.get(key) ?? 0n) + minor)
  return [...sums]
}
