import { no, ok, type Result } from '../../lib/result.js'
import { decodeText } from '../statements/decode-text.js'
import { find, findAll, textAt } from '../xml/find.js'
import { readXml, type XmlElement } from '../xml/read-xml.js'
import type { EAllowance, EInvoice, ELine, EPayment, ETax, ETotals } from './e-invoice.js'
import { amountReader, type ReadAmount } from './read-amount.js'
import { readParty } from './read-party.js'
import { readDate, taxCategory } from './read-values.js'

/** An embedded PDF is most of it; a bill of more than that is no bill. */
const MOST_BYTES = 20_000_000
const UBL = /^urn:oasis:names:specification:ubl:schema:xsd:(Invoice|CreditNote)-2$/

/**
 * Reads a UBL 2.1 Invoice or CreditNote in the terms of EN 16931. Amounts are exact: one with more digits than its currency has, or
 * in another currency than the document's, is refused with its place. Whether the figures agree is for the rules to say.
 */
export function readUbl(bytes: Uint8Array): Result<EInvoice> {
  if (bytes.byteLength > MOST_BYTES)
    return no(`It has ${bytes.byteLength} bytes, more than a bill may have (${MOST_BYTES})`)
  const document = readXml(decodeText(bytes))
  if (!document.ok) return document
  const root = document.value
  const kind = UBL.exec(root.namespace)?.[1]
  if (kind === undefined || root.name !== kind) return no('It is no UBL 2.1 invoice or credit note')
  const currency = textAt(root, 'DocumentCurrencyCode')
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return no('It names no currency (DocumentCurrencyCode)')
  const issueDate = readDate(textAt(root, 'IssueDate'))
  if (issueDate === null) return no('It has no date (IssueDate)')
  const amounts = amountReader(currency)
  const inBooks = amountReader(textAt(root, 'TaxCurrencyCode') ?? currency)
  const invoice = {
    ...body(root, kind, { currency, issueDate }, amounts),
    taxInBooks: taxInBooks(root, currency, inBooks),
  }
  const problem = amounts.problem ?? inBooks.problem
  return problem === null ? ok(invoice) : no(problem)
}

/** The tax once more in the currency it is reported in, where that is another one. */
function taxInBooks(root: XmlElement, own: string, amounts: ReadAmount): EInvoice['taxInBooks'] {
  const currency = textAt(root, 'TaxCurrencyCode')
  if (currency === null || currency === own) return null
  const total = findAll(root, 'TaxTotal').find((each) => find(each, 'TaxAmount')?.attributes['currencyID'] === currency)
  return total ? { currency, minor: amounts.at(total, 'TaxAmount') } : null
}

function body(
  root: XmlElement,
  kind: string,
  { currency, issueDate }: Pick<EInvoice, 'currency' | 'issueDate'>,
  amounts: ReadAmount,
): Omit<EInvoice, 'taxInBooks'> {
  const own = findAll(root, 'TaxTotal').find((total) => find(total, 'TaxAmount')?.attributes['currencyID'] === currency)
  return {
    typeCode: textAt(root, `${kind}TypeCode`) ?? (kind === 'CreditNote' ? '381' : '380'),
    number: textAt(root, 'ID') ?? '',
    issueDate,
    dueDate: readDate(textAt(root, 'DueDate', 'PaymentMeans/PaymentDueDate')),
    taxPoint: readDate(textAt(root, 'TaxPointDate')),
    currency,
    buyerReference: textAt(root, 'BuyerReference'),
    orderReference: textAt(root, 'OrderReference/ID'),
    notes: findAll(root, 'Note').map(({ text }) => text),
    preceding: findAll(root, 'BillingReference').map((each) => ({
      number: textAt(each, 'InvoiceDocumentReference/ID') ?? '',
      issueDate: readDate(textAt(each, 'InvoiceDocumentReference/IssueDate')),
    })),
    seller: readParty(find(root, 'AccountingSupplierParty/Party')),
    buyer: readParty(find(root, 'AccountingCustomerParty/Party')),
    payment: payment(root),
    allowances: allowances(root, amounts),
    taxes: findAll(own, 'TaxSubtotal').map((each) => taxSubtotal(each, amounts)),
    totals: totals(root, own, amounts),
    lines: findAll(root, `${kind}Line`).map((each) => line(each, kind, amounts)),
  }
}

function payment(root: XmlElement): EPayment {
  const means = find(root, 'PaymentMeans')
  const iban = textAt(means, 'PayeeFinancialAccount/ID')
  return {
    meansCode: textAt(means, 'PaymentMeansCode') ?? '1',
    reference: textAt(means, 'PaymentID'),
    account: iban
      ? {
          iban,
          name: textAt(means, 'PayeeFinancialAccount/Name'),
          bic: textAt(means, 'PayeeFinancialAccount/FinancialInstitutionBranch/ID'),
        }
      : null,
    terms: textAt(root, 'PaymentTerms/Note'),
  }
}

const allowances = (of: XmlElement, amounts: ReadAmount): EAllowance[] =>
  findAll(of, 'AllowanceCharge').map((each) => ({
    charge: textAt(each, 'ChargeIndicator') === 'true',
    minor: amounts.at(each, 'Amount'),
    reason: textAt(each, 'AllowanceChargeReason'),
    percent: textAt(each, 'MultiplierFactorNumeric'),
    baseMinor: find(each, 'BaseAmount') ? amounts.at(each, 'BaseAmount') : null,
    tax: find(each, 'TaxCategory') ? taxCategory(find(each, 'TaxCategory')) : null,
  }))

const taxSubtotal = (each: XmlElement, amounts: ReadAmount): ETax => ({
  ...taxCategory(find(each, 'TaxCategory')),
  taxableMinor: amounts.at(each, 'TaxableAmount'),
  taxMinor: amounts.at(each, 'TaxAmount'),
  exemptionCode: textAt(each, 'TaxCategory/TaxExemptionReasonCode'),
  exemptionReason: textAt(each, 'TaxCategory/TaxExemptionReason'),
})

function totals(root: XmlElement, tax: XmlElement | undefined, amounts: ReadAmount): ETotals {
  const at = find(root, 'LegalMonetaryTotal')
  return {
    linesMinor: amounts.at(at, 'LineExtensionAmount'),
    allowancesMinor: amounts.at(at, 'AllowanceTotalAmount', 0n),
    chargesMinor: amounts.at(at, 'ChargeTotalAmount', 0n),
    netMinor: amounts.at(at, 'TaxExclusiveAmount'),
    taxMinor: amounts.at(tax, 'TaxAmount', 0n),
    grossMinor: amounts.at(at, 'TaxInclusiveAmount'),
    paidMinor: amounts.at(at, 'PrepaidAmount', 0n),
    roundingMinor: amounts.at(at, 'PayableRoundingAmount', 0n),
    dueMinor: amounts.at(at, 'PayableAmount'),
  }
}

function line(each: XmlElement, kind: string, amounts: ReadAmount): ELine {
  const quantity = find(each, kind === 'CreditNote' ? 'CreditedQuantity' : 'InvoicedQuantity')
  const period = find(each, 'InvoicePeriod')
  return {
    id: textAt(each, 'ID') ?? '',
    name: textAt(each, 'Item/Name') ?? '',
    description: textAt(each, 'Item/Description'),
    quantity: { value: quantity?.text ?? '1', unit: quantity?.attributes['unitCode'] ?? 'C62' },
    price: textAt(each, 'Price/PriceAmount') ?? '0',
    priceQuantity: textAt(each, 'Price/BaseQuantity'),
    netMinor: amounts.at(each, 'LineExtensionAmount'),
    allowances: allowances(each, amounts),
    tax: taxCategory(find(each, 'Item/ClassifiedTaxCategory')),
    period: period ? { from: readDate(textAt(period, 'StartDate')), to: readDate(textAt(period, 'EndDate')) } : null,
  }
}
