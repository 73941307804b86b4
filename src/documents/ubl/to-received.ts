import type { DocumentLine, ReceivedDocument } from '../../domain/payables/received-document.js'
import type { EAllowance, EInvoice, ELine, ETotals } from './e-invoice.js'

/** An e-invoice as what payables take in: its lines, with what is taken off or put on the document as lines of their own. */
export const toReceived = (invoice: EInvoice): ReceivedDocument => ({
  kind: CREDIT_NOTES.has(invoice.typeCode) ? 'credit_note' : 'bill',
  number: invoice.number,
  date: invoice.issueDate,
  dueDate: invoice.dueDate,
  taxPoint: invoice.taxPoint,
  currency: invoice.currency,
  seller: {
    name: invoice.seller.name,
    taxId: invoice.seller.taxId,
    country: invoice.seller.address.country,
    addresses: [
      invoice.seller.endpoint?.scheme === 'EM' ? invoice.seller.endpoint.id : null,
      invoice.seller.contact?.email,
    ].flatMap((address) => (address?.includes('@') ? [address.toLowerCase()] : [])),
  },
  lines: [
    ...invoice.lines.map(line),
    ...invoice.allowances.filter(({ minor }) => minor !== 0n).map(allowance),
    ...rounding(invoice.totals),
  ],
  taxes: invoice.taxes.map(({ category, rate, taxMinor }) => ({ category, rate, taxMinor })),
  netMinor: invoice.totals.netMinor + invoice.totals.roundingMinor,
  taxMinor: invoice.totals.taxMinor,
  totalMinor: invoice.totals.grossMinor + invoice.totals.roundingMinor,
  prepaidMinor: invoice.totals.paidMinor,
  iban: invoice.payment.account?.iban.toUpperCase().replace(/\s/g, '') ?? null,
  reference: invoice.payment.reference,
  corrects: invoice.preceding.flatMap(({ number }) => (number ? [number] : [])),
})

/** UNTDID 1001: credit note, its kin for goods, corrected and self-billed. */
const CREDIT_NOTES = new Set(['81', '83', '261', '381', '396', '532'])

const line = ({ name, description, quantity, price, netMinor, tax, period }: ELine): DocumentLine => ({
  description:
    `${name || description || 'Item'}${quantity.value === '1' ? '' : ` (${quantity.value} × ${price})`}`.slice(0, 500),
  netMinor,
  category: tax.category,
  rate: tax.rate,
  // A period without one of its ends is none that costs could be spread over.
  from: period?.from && period.to ? period.from : null,
  to: period?.from && period.to ? period.to : null,
})

const allowance = ({ charge, minor, reason, tax }: EAllowance): DocumentLine => ({
  description: reason ?? (charge ? 'Charge' : 'Allowance'),
  netMinor: charge ? minor : -minor,
  category: tax?.category ?? '',
  rate: tax?.rate ?? null,
  from: null,
  to: null,
})

/** BT-114: what the amount due is rounded by is paid like any other, and bears no tax. */
const rounding = ({ roundingMinor }: ETotals): DocumentLine[] =>
  roundingMinor === 0n
    ? []
    : [{ description: 'Rounding', netMinor: roundingMinor, category: 'O', rate: null, from: null, to: null }]
