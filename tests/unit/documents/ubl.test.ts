import { describe, expect, it } from 'vitest'
import type { EInvoice } from '../../../src/documents/ubl/e-invoice.js'
import { toEInvoice } from '../../../src/documents/ubl/from-invoice.js'
import { checkEInvoice } from '../../../src/documents/ubl/rules.js'
import { writeUbl } from '../../../src/documents/ubl/write-ubl.js'
import { type Charge, invoiceAmounts, type TaxRate } from '../../../src/domain/billing/invoice-amounts.js'
import type { InvoiceDocument } from '../../../src/domain/billing/invoice-document.js'

const tax = (category: string, ratePpm: number, name = category): TaxRate => ({
  id: category + ratePpm,
  code: category,
  category,
  name,
  ratePpm,
  accountId: null,
})

function documentOf(charges: readonly Charge[], changes: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const { lines, taxes, netMinor, taxMinor, totalMinor } = invoiceAmounts(charges)
  return {
    id: 'i',
    kind: 'invoice',
    name: 'INV-2026-0042',
    status: 'issued',
    currency: 'EUR',
    date: '2026-11-23',
    dueDate: '2026-12-23',
    taxPoint: null,
    taxInBooks: null,
    discount: null,
    corrects: null,
    termsDays: 30,
    poNumber: 'PO <7> & "8"',
    note: null,
    seller: {
      name: 'Lindenhof GmbH',
      country: 'DE',
      letterhead: { taxId: 'DE123456789', iban: 'DE02 1203 0000 0000 2020 51', email: 'books@lindenhof.example' },
    },
    buyer: {
      name: 'Société Générale d’Écriture',
      ref: 'CO-7',
      taxId: 'FR83404833048',
      address: { street: 'Rue 1', city: 'Lyon', postcode: '69001', country: 'FR' },
      attention: null,
      email: 'ap@ecriture.example',
      format: 'ubl',
    },
    lines: charges.map((charge, i) => ({
      ...charge,
      position: i + 1,
      description: `Work ${i + 1}`,
      unit: 'HUR',
      tax: charge.tax && charge.tax.name,
      taxRate: charge.tax,
      serviceFrom: null,
      serviceTo: null,
      netMinor: lines[i]?.netMinor ?? 0n,
    })),
    taxes,
    netMinor,
    taxMinor,
    totalMinor,
    paidMinor: 0n,
    openMinor: totalMinor,
    ...changes,
  }
}

const standard = tax('S', 190_000, 'VAT 19 %')
const charges: Charge[] = [
  { quantityMilli: 12_500n, unitPriceMinor: 145_00n, discountBp: 1000, tax: standard },
  { quantityMilli: 333n, unitPriceMinor: 99_99n, discountBp: 0, tax: tax('S', 70_000, 'VAT 7 %') },
  { quantityMilli: 1000n, unitPriceMinor: -50_00n, discountBp: 0, tax: standard },
]

describe('an invoice as UBL', () => {
  it('keeps the rules of EN 16931, discounts, lines that take off and several rates included', () => {
    expect(checkEInvoice(toEInvoice(documentOf(charges)))).toEqual([])
  })

  it('says what the document says, escaped, in the elements that EN 16931 binds it to', () => {
    const xml = writeUbl(toEInvoice(documentOf(charges)))
    for (const part of [
      '<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>',
      '<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>',
      '<cbc:ID>PO &lt;7&gt; &amp; "8"</cbc:ID>',
      '<cbc:InvoicedQuantity unitCode="HUR">12.5</cbc:InvoicedQuantity>',
      '<cbc:InvoicedQuantity unitCode="HUR">-1</cbc:InvoicedQuantity>',
      '<cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>',
      '<cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>',
      '<cbc:ID>DE02120300000000202051</cbc:ID>',
      '<cbc:Percent>7</cbc:Percent>',
      '<cbc:PayableAmount currencyID="EUR">1917.32</cbc:PayableAmount>',
    ])
      expect(xml).toContain(part)
    expect(xml).not.toMatch(/<(\w+:\w+)\/>|<(\w+:\w+)><\/\2>/)
  })

  it('is a CreditNote with its own words when it is one, and names the invoice', () => {
    const given = {
      kind: 'credit_note' as const,
      name: 'CN-2026-0007',
      corrects: { name: 'INV-2026-0042', date: '2026-11-23' },
    }
    const xml = writeUbl(toEInvoice(documentOf(charges, given)))
    expect(xml).toMatch(/<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"/)
    for (const part of [
      '<cbc:CreditNoteTypeCode>381<',
      '<cbc:CreditedQuantity',
      '<cac:CreditNoteLine>',
      '<cbc:ID>INV-2026-0042<',
    ])
      expect(xml).toContain(part)
    expect(xml).not.toContain('<cbc:DueDate>')
  })

  it.each([
    ['AE', 0, 'VATEX-EU-AE'],
    ['G', 0, 'VATEX-EU-G'],
    ['O', 0, 'VATEX-EU-O'],
  ])('gives the reason where %s takes no tax', (category, rate, reason) => {
    const xml = writeUbl(toEInvoice(documentOf([{ ...charges[1], tax: tax(category, rate) } as Charge])))
    expect(xml).toContain(`<cbc:TaxExemptionReasonCode>${reason}</cbc:TaxExemptionReasonCode>`)
    // BR-O-02 and BR-O-05: out of scope there is neither VAT id nor rate.
    expect(xml.includes('<cbc:CompanyID>DE123456789</cbc:CompanyID>\n      <cac:TaxScheme>')).toBe(false)
    expect(xml.includes('<cbc:Percent>')).toBe(category !== 'O')
  })

  it('in another currency names the tax in that of the books', () => {
    const xml = writeUbl(
      toEInvoice(documentOf(charges, { currency: 'USD', taxInBooks: { currency: 'EUR', minor: 270_01n } })),
    )
    expect(xml).toContain('<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>')
    expect(xml).toContain('<cbc:TaxAmount currencyID="EUR">270.01</cbc:TaxAmount>')
    expect(xml).toContain('<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>')
  })
})

describe('the rules', () => {
  const good = toEInvoice(documentOf(charges))
  const totals = (changes: Partial<EInvoice['totals']>): EInvoice => ({
    ...good,
    totals: { ...good.totals, ...changes },
  })
  it.each([
    ['BR-CO-10', totals({ linesMinor: good.totals.linesMinor + 1n })],
    ['BR-CO-11', totals({ allowancesMinor: 1n })],
    ['BR-CO-12', totals({ chargesMinor: 1n })],
    ['BR-CO-13', totals({ netMinor: good.totals.netMinor - 1n })],
    ['BR-CO-14', totals({ taxMinor: good.totals.taxMinor + 1n })],
    ['BR-CO-15', totals({ grossMinor: good.totals.grossMinor + 1n })],
    ['BR-CO-16', totals({ dueMinor: good.totals.dueMinor + 1n })],
    [
      'BR-CO-17',
      { ...good, taxes: good.taxes.map((each, i) => (i ? each : { ...each, taxMinor: each.taxMinor + 1n })) },
    ],
    [
      'BR-S-08',
      { ...good, taxes: good.taxes.map((each, i) => (i ? each : { ...each, taxableMinor: each.taxableMinor + 1n })) },
    ],
    ['BR-11', { ...good, buyer: { ...good.buyer, address: { ...good.buyer.address, country: null } } }],
    ['BR-16', { ...good, lines: [] }],
  ])('name %s where it is broken, with both figures', (rule, invoice) => {
    expect(checkEInvoice(invoice).map((each) => each.rule)).toContain(rule)
  })

  it('say what and how much', () => {
    expect(checkEInvoice(totals({ dueMinor: 100n }))).toEqual([
      {
        rule: 'BR-CO-16',
        problem: 'The total less what is paid come to 1,917.32 EUR; the amount due is given as 1.00 EUR.',
      },
    ])
  })
})
