import { expect, it } from 'vitest'
import { invoicePdf } from '../../../src/documents/invoice-pdf.js'
import { invoiceAmounts } from '../../../src/domain/billing/invoice-amounts.js'
import type { InvoiceDocument } from '../../../src/domain/billing/invoice-document.js'

function invoice(lines: number, changes: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const tax = { id: 't', code: 'S', category: 'S', name: 'VAT 19 %', ratePpm: 190_000, accountId: null }
  const charges = Array.from({ length: lines }, (_, i) => ({
    quantityMilli: 1500n,
    unitPriceMinor: 9900n + BigInt(i),
    discountBp: i % 2 ? 500 : 0,
    tax,
  }))
  const amounts = invoiceAmounts(charges)
  return {
    id: 'i1',
    kind: 'invoice',
    taxPoint: null,
    taxInBooks: null,
    discount: null,
    corrects: null,
    name: 'INV-2026-0042',
    status: 'issued',
    currency: 'EUR',
    date: '2026-11-23',
    dueDate: '2026-12-23',
    termsDays: 30,
    poNumber: null,
    note: null,
    seller: { name: 'Lindenhof', country: 'DE', letterhead: {} },
    buyer: {
      name: 'Ελληνικά Πλοία',
      ref: 'CO-7',
      taxId: null,
      address: null,
      attention: null,
      email: null,
      format: 'pdf',
    },
    lines: charges.map((charge, i) => ({
      ...charge,
      position: i + 1,
      description: `Support ![x](http://127.0.0.1:9/x.png) ${i}`,
      unit: 'HUR',
      tax: tax.name,
      taxRate: tax,
      serviceFrom: null,
      serviceTo: null,
      netMinor: amounts.lines[i]?.netMinor ?? 0n,
    })),
    taxes: amounts.taxes,
    netMinor: amounts.netMinor,
    taxMinor: amounts.taxMinor,
    totalMinor: amounts.totalMinor,
    paidMinor: 0n,
    openMinor: amounts.totalMinor,
    ...changes,
  }
}

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b(?!s)/g)?.length ?? 0

it('is one page for a few lines, and as many as it takes for many', async () => {
  expect(pagesOf(await invoicePdf(invoice(3)))).toBe(1)
  expect(pagesOf(await invoicePdf(invoice(60)))).toBeGreaterThan(1)
})

it.each([
  ['a draft', { status: 'draft' as const, dueDate: null, name: 'DRAFT-17' }],
  ['a paid one', { status: 'paid' as const, openMinor: 0n, paidMinor: 100n }],
  [
    'a credit note',
    { kind: 'credit_note' as const, name: 'CN-2026-0007', corrects: { name: 'INV-2026-0042', date: '2026-11-01' } },
  ],
  ['one in yen', { currency: 'JPY' }],
  [
    'one of a company in the United States',
    { seller: { name: 'Brightwater', country: 'US', letterhead: { street: '1 Main St' } } },
  ],
])('makes %s', async (_, changes) => {
  const pdf = await invoicePdf(invoice(2, changes))
  expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe('%PDF-')
})
