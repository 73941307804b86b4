/** A small e-invoice as a supplier's program writes it; `more` replaces parts of the text. */
export function ublInvoice({
  number = 'R-1',
  seller = 'Acme GmbH',
  taxId = 'DE811907980',
  lines = [{ name: 'Hosting', net: '100.00', rate: '19' }],
  tax = '19.00',
  total = '119.00',
  iban = 'DE89370400440532013000',
  country = 'DE',
  prepaid = '0.00',
  rounding = '0.00',
}: {
  number?: string
  seller?: string
  taxId?: string
  lines?: readonly { name: string; net: string; rate: string }[]
  tax?: string
  total?: string
  iban?: string
  /** The seller's. */
  country?: string
  prepaid?: string
  rounding?: string
} = {}): Uint8Array {
  const cents = (text: string) => Math.round(Number(text) * 100)
  const net = (lines.reduce((sum, line) => sum + cents(line.net), 0) / 100).toFixed(2)
  const rate = lines[0]?.rate ?? '19'
  const amount = (name: string, value: string) => `<cbc:${name} currencyID="EUR">${value}</cbc:${name}>`
  const category = (name: string) =>
    `<cac:${name}><cbc:ID>S</cbc:ID><cbc:Percent>${rate}</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:${name}>`
  const due = ((cents(total) - cents(prepaid) + cents(rounding)) / 100).toFixed(2)
  const address = (of: string) =>
    `<cac:PostalAddress><cac:Country><cbc:IdentificationCode>${of}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>`
  const party = (name: string, id: string, of = 'DE') =>
    `<cac:Party>${address(of)}<cac:PartyTaxScheme><cbc:CompanyID>${id}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>`
  const items = lines
    .map(
      (
        { name, net },
        i,
      ) => `<cac:InvoiceLine><cbc:ID>${i + 1}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
      ${amount('LineExtensionAmount', net)}<cac:Item><cbc:Name>${name}</cbc:Name>${category('ClassifiedTaxCategory')}</cac:Item>
      <cac:Price>${amount('PriceAmount', net)}</cac:Price></cac:InvoiceLine>`,
    )
    .join('')
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>${number}</cbc:ID><cbc:IssueDate>2026-11-10</cbc:IssueDate><cbc:DueDate>2026-12-10</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty>${party(seller, taxId, country)}</cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>${party('Lindenhof GmbH', 'DE123456789')}</cac:AccountingCustomerParty>
  <cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cbc:PaymentID>RF18539007547034</cbc:PaymentID>
    <cac:PayeeFinancialAccount><cbc:ID>${iban}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
  <cac:TaxTotal>${amount('TaxAmount', tax)}<cac:TaxSubtotal>${amount('TaxableAmount', net)}${amount('TaxAmount', tax)}${category('TaxCategory')}</cac:TaxSubtotal></cac:TaxTotal>
  <cac:LegalMonetaryTotal>${amount('LineExtensionAmount', net)}${amount('TaxExclusiveAmount', net)}${amount('TaxInclusiveAmount', total)}${amount('PrepaidAmount', prepaid)}${amount('PayableRoundingAmount', rounding)}${amount('PayableAmount', due)}</cac:LegalMonetaryTotal>
  ${items}
</Invoice>`)
}
