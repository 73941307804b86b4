import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'

type Element = globalThis.Element

/**
 * The business rules of EN 16931-1 that a UBL text can break, said anew beside the product's own: on the text alone, with another
 * reader. Answers the broken ones by their names.
 */
export function brokenRules(xml: string): string[] {
  const root = (create(xml) as unknown as XMLBuilder & { node: { documentElement: Element } }).node.documentElement
  const broken: string[] = []
  const rule = (name: string, holds: boolean) => {
    if (!holds) broken.push(name)
  }
  const total = one(root, 'LegalMonetaryTotal')
  const lines = all(root, root.localName === 'CreditNote' ? 'CreditNoteLine' : 'InvoiceLine')
  const own = all(root, 'TaxTotal').find((each) => all(each, 'TaxSubtotal').length > 0)
  const subtotals = all(own, 'TaxSubtotal')
  const allowances = all(root, 'AllowanceCharge')
  const isCharge = (each: Element) => text(each, 'ChargeIndicator') === 'true'
  const of = (charge: boolean) =>
    sum(allowances.filter((each) => isCharge(each) === charge).map((each) => cents(each, 'Amount')))
  const [net, gross] = [cents(total, 'TaxExclusiveAmount'), cents(total, 'TaxInclusiveAmount')]

  for (const [name, path] of [
    ['BR-01', 'CustomizationID'],
    ['BR-02', 'ID'],
    ['BR-03', 'IssueDate'],
    ['BR-05', 'DocumentCurrencyCode'],
  ] as const)
    rule(name, text(root, path) !== '')
  rule('BR-16', lines.length > 0)
  rule('BR-CO-10', sum(lines.map((each) => cents(each, 'LineExtensionAmount'))) === cents(total, 'LineExtensionAmount'))
  rule('BR-CO-11', of(false) === cents(total, 'AllowanceTotalAmount'))
  rule('BR-CO-12', of(true) === cents(total, 'ChargeTotalAmount'))
  rule('BR-CO-13', cents(total, 'LineExtensionAmount') - of(false) + of(true) === net)
  rule('BR-CO-14', sum(subtotals.map((each) => cents(each, 'TaxAmount'))) === cents(own, 'TaxAmount'))
  rule('BR-CO-15', net + cents(own, 'TaxAmount') === gross)
  rule(
    'BR-CO-16',
    gross - cents(total, 'PrepaidAmount') + cents(total, 'PayableRoundingAmount') === cents(total, 'PayableAmount'),
  )
  rule('BR-CO-18', subtotals.length > 0)
  rule('BR-53', text(root, 'TaxCurrencyCode') === '' || all(root, 'TaxTotal').length === 2)
  rule(
    'BR-CO-25',
    cents(total, 'PayableAmount') <= 0 ||
      text(root, 'DueDate') !== '' ||
      text(one(root, 'PaymentTerms'), 'Note') !== '' ||
      text(one(root, 'PaymentMeans'), 'PaymentDueDate') !== '',
  )
  for (const each of allowances)
    rule('BR-32/33', text(one(each, 'TaxCategory'), 'ID') !== '' && text(each, 'AllowanceChargeReason') !== '')
  for (const line of lines) {
    const category = one(one(line, 'Item'), 'ClassifiedTaxCategory')
    rule('BR-CO-04', text(category, 'ID') !== '')
    rule('BR-25', text(one(line, 'Item'), 'Name') !== '')
    rule('BR-27', !text(one(line, 'Price'), 'PriceAmount').startsWith('-'))
    const off = sum(all(line, 'AllowanceCharge').map((each) => (isCharge(each) ? 1 : -1) * cents(each, 'Amount')))
    const quantity = Number(text(line, 'InvoicedQuantity') || text(line, 'CreditedQuantity'))
    const price = Number(text(one(line, 'Price'), 'PriceAmount'))
    rule('PEPPOL-R120', Math.abs(quantity * price * 100 + off - cents(line, 'LineExtensionAmount')) < 1)
    const from = text(one(line, 'InvoicePeriod'), 'StartDate')
    rule('BR-30', from === '' || from <= text(one(line, 'InvoicePeriod'), 'EndDate'))
  }
  for (const subtotal of subtotals) {
    const category = one(subtotal, 'TaxCategory')
    const [code, rate] = [text(category, 'ID'), text(category, 'Percent')]
    const same = (each: Element | undefined) =>
      text(each, 'ID') === code && Number(text(each, 'Percent')) === Number(rate)
    const charged = lines
      .filter((line) => same(one(one(line, 'Item'), 'ClassifiedTaxCategory')))
      .map((line) => cents(line, 'LineExtensionAmount'))
    const put = allowances
      .filter((each) => same(one(each, 'TaxCategory')))
      .map((each) => (isCharge(each) ? 1 : -1) * cents(each, 'Amount'))
    const [taxable, tax] = [cents(subtotal, 'TaxableAmount'), cents(subtotal, 'TaxAmount')]
    rule(`BR-${code}-08`, sum([...charged, ...put]) === taxable)
    rule('BR-CO-17', Math.abs((taxable * Number(rate)) / 100 - tax) <= 0.5 + 1e-6)
    rule(`BR-${code}-09`, code === 'S' || tax === 0)
    rule(`BR-${code}-05`, code === 'S' ? Number(rate) > 0 : code === 'O' ? rate === '' : Number(rate) === 0)
    const excused = text(category, 'TaxExemptionReasonCode') !== '' || text(category, 'TaxExemptionReason') !== ''
    rule(`BR-${code}-10`, ['E', 'AE', 'K', 'G', 'O'].includes(code) === excused)
    const vat = (party: string) => text(one(one(one(root, party), 'Party'), 'PartyTaxScheme'), 'CompanyID')
    if (['S', 'Z', 'E', 'AE', 'G', 'K'].includes(code))
      rule(`BR-${code}-02`, /^[A-Z]{2}/.test(vat('AccountingSupplierParty')))
    if (['AE', 'K'].includes(code)) rule(`BR-${code}-02 buyer`, vat('AccountingCustomerParty') !== '')
    if (code === 'O') rule('BR-O-11', subtotals.length === 1 && vat('AccountingSupplierParty') === '')
  }
  const named = new Set(
    subtotals.map((each) => text(one(each, 'TaxCategory'), 'ID') + Number(text(one(each, 'TaxCategory'), 'Percent'))),
  )
  rule('one subtotal a category and rate', named.size === subtotals.length)
  return broken
}

const all = (of: Element | undefined, name: string): Element[] =>
  [...(of?.childNodes ?? [])].filter((node): node is Element => (node as Element).localName === name)
const one = (of: Element | undefined, name: string): Element | undefined => all(of, name)[0]
const text = (of: Element | undefined, name: string): string => one(of, name)?.textContent?.trim() ?? ''
/** Exact, for amounts of two places. */
const cents = (of: Element | undefined, name: string): number => Math.round(Number(text(of, name) || '0') * 100)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
