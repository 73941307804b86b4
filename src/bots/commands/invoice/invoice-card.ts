import type { InvoiceDocument } from '../../../domain/billing/invoice-document.js'
import { methodName } from '../../../domain/billing/payment.js'
import type { Settlement } from '../../../domain/billing/settlement-store.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Cell, Table } from '../reply.js'

export function lineTable(document: Pick<InvoiceDocument, 'currency' | 'lines' | 'discount' | 'netMinor'>): Table {
  const amount = (minor: bigint): Cell => ({ money: money(minor, document.currency) })
  return {
    columns: [
      { key: 'description', label: 'Description', type: 'text' },
      { key: 'quantity', label: 'Quantity', type: 'number' },
      { key: 'price', label: 'Price', type: 'money' },
      { key: 'tax', label: 'Tax', type: 'text' },
      { key: 'net', label: 'Net', type: 'money' },
    ],
    rows: document.lines.map((line) => ({
      description: line.discountBp ? `${line.description} (less ${line.discountBp / 100} %)` : line.description,
      quantity: Number(line.quantityMilli) / 1000,
      price: amount(line.unitPriceMinor),
      tax: line.tax,
      net: amount(line.netMinor),
    })),
    totals: document.discount
      ? { description: 'Sum', net: amount(document.netMinor + document.discount.minor) }
      : { description: 'Net', net: amount(document.netMinor) },
  }
}

/** "VAT 19 % on 6,382.50 EUR: 1,212.68 EUR", and the total. */
type Totalled = Pick<InvoiceDocument, 'taxes' | 'totalMinor' | 'netMinor' | 'discount' | 'currency'>

export function taxLines({ taxes, totalMinor, netMinor, discount, currency }: Totalled): string[] {
  const text = (minor: bigint) => formatMoney(money(minor, currency))
  return [
    ...(discount
      ? [
          `Discount${discount.bp === null ? '' : ` ${discount.bp / 100} %`}: ${text(-discount.minor)}`,
          `Net ${text(netMinor)}`,
        ]
      : []),
    ...taxes.flatMap(({ tax, netMinor, taxMinor }) =>
      tax ? [`${tax.name} on ${text(netMinor)}: ${text(taxMinor)}`] : [],
    ),
    `Total ${text(totalMinor)}`,
  ]
}

export const paymentTable = (settlements: readonly Settlement[]): Table => ({
  columns: [
    { key: 'date', label: 'Date', type: 'date' },
    { key: 'payment', label: 'By', type: 'text' },
    { key: 'applied', label: 'Applied', type: 'money' },
    { key: 'note', label: 'Note', type: 'text' },
  ],
  rows: settlements.map((payment) => ({
    date: { date: payment.date },
    payment: payment.ref,
    applied: { money: money(payment.appliedMinor, payment.currency) },
    note: [
      payment.method !== 'bank' &&
        (payment.method === 'credit_note' ? 'credit note' : methodName[payment.method].toLowerCase()),
      payment.reference,
      payment.unappliedMinor > 0n && `${formatMoney(money(payment.unappliedMinor, payment.currency))} held on account`,
    ]
      .filter(Boolean)
      .join('; '),
  })),
})
