import type { IsoDate } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import { type BaseRate, partsInBase } from '../ledger/base-rate.js'
import type { NewEntry, NewPosting } from '../ledger/entry.js'
import { invoiceName } from './invoice.js'
import { keptTaxes } from './invoice-amounts.js'
import type { InvoiceWithLines } from './invoice-store.js'

/** The accounts that lines and tax codes don't name themselves. */
export type InvoiceAccounts = { receivable: string; taxOutput: string }

/** What an account takes of a document under a tax code. */
type Share = { accountId: string; taxCodeId: string | null; department: string | null; minor: bigint }

/**
 * What issuing posts: the customer owes the total; sales per account and code, tax per code – of a credit note the other way
 * round. In the base currency the receivable takes what the total is worth, and the rest adds up to it. The preview shows exactly this.
 */
export function invoiceEntry(
  invoice: InvoiceWithLines,
  accounts: InvoiceAccounts,
  entry: { id: string; date: IsoDate; customer: string; at: BaseRate },
): NewEntry {
  const { currency } = invoice
  const sign = invoice.kind === 'invoice' ? 1n : -1n
  const document = {
    companyId: invoice.companyId,
    invoiceId: invoice.id,
    ...(invoice.dealId ? { dealId: invoice.dealId } : {}),
  }
  const posting = (accountId: string, minor: bigint, baseMinor: bigint, more: Partial<NewPosting>): NewPosting => ({
    accountId,
    amount: money(minor, currency),
    baseMinor,
    ...document,
    ...more,
  })
  // Taxes first: where there is one, it is worth in the books exactly what the document says it is.
  const taxed = taxes(invoice, accounts.taxOutput).filter(({ minor }) => minor !== 0n)
  const shares = [...taxed, ...sales(invoice).filter(({ minor }) => minor !== 0n)]
  const bases = partsInBase(
    shares.map(({ minor }) => minor),
    currency,
    entry.at,
  )
  const credits = shares.map(({ accountId, taxCodeId, department, minor }, i) =>
    posting(accountId, -sign * minor, -sign * (bases[i] ?? 0n), {
      ...(taxCodeId ? { taxCodeId } : {}),
      ...(department ? { department } : {}),
    }),
  )
  const worth = bases.reduce((sum, base) => sum + base, 0n)
  const ordered = [...credits.slice(taxed.length), ...credits.slice(0, taxed.length)]
  return {
    id: entry.id,
    date: entry.date,
    source: invoice.kind === 'invoice' ? 'invoice' : 'credit-note',
    memo: `${invoice.kind === 'invoice' ? 'Invoice' : 'Credit note'} to ${entry.customer} (${invoiceName(invoice)})`,
    idempotencyKey: `invoice:${invoice.id}`,
    postings: [posting(accounts.receivable, sign * invoice.totalMinor, sign * worth, {}), ...ordered],
  }
}

/** Net per revenue account, code and department. */
const sales = ({ lines }: InvoiceWithLines): Share[] =>
  added(
    lines.map(({ accountId, tax, department, netMinor }) => ({
      accountId,
      taxCodeId: tax?.id ?? null,
      department,
      minor: netMinor,
    })),
  )

/** Tax per account of its codes. */
const taxes = ({ lines }: InvoiceWithLines, fallback: string): Share[] =>
  keptTaxes(lines).map(({ tax, taxMinor }) => ({
    accountId: tax?.accountId ?? fallback,
    taxCodeId: tax?.id ?? null,
    department: null,
    minor: taxMinor,
  }))

function added(shares: readonly Share[]): Share[] {
  const sums = new Map<string, Share>()
  for (const share of shares) {
    const key = `${share.accountId} ${share.taxCodeId} ${share.department}`
    sums.set(key, { ...share, minor: (sums.get(key)?.minor ?? 0n) + share.minor })
  }
  return [...sums.values()]
}
