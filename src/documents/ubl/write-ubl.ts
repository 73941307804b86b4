import { create } from 'xmlbuilder2'
import { toDecimal } from '../../lib/money.js'
import type { EAllowance, EInvoice, ELine, EParty, ETax, ETaxCategory } from './e-invoice.js'

const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:'

/** The core invoice itself, without any national or Peppol extension. */
const CUSTOMIZATION = 'urn:cen.eu:en16931:2017'

/** An element: a text, children, or several of the same name; what is null or undefined is left out. */
type Node = string | null | undefined | { [name: string]: Node | Node[] }

/**
 * A UBL 2.1 Invoice or CreditNote (OASIS, ISO/IEC 19845) as EN 16931 binds it (CEN/TS 16931-3-2). Elements stand in the schema's
 * order. Characters that XML can't hold are replaced.
 */
export function writeUbl(invoice: EInvoice): string {
  const credit = invoice.typeCode === '381'
  const root = credit ? 'CreditNote' : 'Invoice'
  const amount = amountIn(invoice.currency)
  const body: Node = {
    'cbc:CustomizationID': CUSTOMIZATION,
    'cbc:ID': invoice.number,
    'cbc:IssueDate': invoice.issueDate,
    // A credit note has its due date with the means of payment.
    'cbc:DueDate': credit ? null : invoice.dueDate,
    [credit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode']: invoice.typeCode,
    'cbc:Note': [...invoice.notes],
    'cbc:TaxPointDate': invoice.taxPoint,
    'cbc:DocumentCurrencyCode': invoice.currency,
    'cbc:TaxCurrencyCode': invoice.taxInBooks?.currency,
    'cbc:BuyerReference': invoice.buyerReference,
    'cac:OrderReference': invoice.orderReference && { 'cbc:ID': invoice.orderReference },
    'cac:BillingReference': invoice.preceding.map(({ number, issueDate }) => ({
      'cac:InvoiceDocumentReference': { 'cbc:ID': number, 'cbc:IssueDate': issueDate },
    })),
    'cac:AccountingSupplierParty': { 'cac:Party': party(invoice.seller) },
    'cac:AccountingCustomerParty': { 'cac:Party': party(invoice.buyer) },
    'cac:PaymentMeans': paymentMeans(invoice, credit),
    'cac:PaymentTerms': invoice.payment.terms && { 'cbc:Note': invoice.payment.terms },
    'cac:AllowanceCharge': invoice.allowances.map((each) => allowance(each, invoice.currency)),
    'cac:TaxTotal': [
      {
        'cbc:TaxAmount': amount(invoice.totals.taxMinor),
        'cac:TaxSubtotal': invoice.taxes.map((tax) => subtotal(tax, invoice.currency)),
      },
      ...(invoice.taxInBooks
        ? [{ 'cbc:TaxAmount': amountIn(invoice.taxInBooks.currency)(invoice.taxInBooks.minor) }]
        : []),
    ],
    'cac:LegalMonetaryTotal': totals(invoice),
    [`cac:${root}Line`]: invoice.lines.map((each) => line(each, invoice.currency, credit)),
  }
  const document = create(
    { version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\ufffd' },
    {
      [root]: {
        '@xmlns': `${NAMESPACE}${root}-2`,
        '@xmlns:cac': `${NAMESPACE}CommonAggregateComponents-2`,
        '@xmlns:cbc': `${NAMESPACE}CommonBasicComponents-2`,
        ...(pruned(body) as object),
      },
    },
  )
  return document.end({ prettyPrint: true })
}

const amountIn =
  (currency: string) =>
  (minor: bigint): Node => ({ '@currencyID': currency, '#': toDecimal({ minor, currency }) })

function party({ endpoint, ...given }: EParty): Node {
  const { street, city, postcode, region, country } = given.address
  return {
    'cbc:EndpointID': endpoint && { '@schemeID': endpoint.scheme, '#': endpoint.id },
    'cac:PartyName': { 'cbc:Name': given.name },
    'cac:PostalAddress': {
      'cbc:StreetName': street,
      'cbc:CityName': city,
      'cbc:PostalZone': postcode,
      'cbc:CountrySubentity': region,
      'cac:Country': country && { 'cbc:IdentificationCode': country },
    },
    'cac:PartyTaxScheme': given.taxId && { 'cbc:CompanyID': given.taxId, 'cac:TaxScheme': { 'cbc:ID': 'VAT' } },
    'cac:PartyLegalEntity': { 'cbc:RegistrationName': given.name, 'cbc:CompanyID': given.registration },
    'cac:Contact': given.contact && {
      'cbc:Name': given.contact.name,
      'cbc:Telephone': given.contact.phone,
      'cbc:ElectronicMail': given.contact.email,
    },
  }
}

const paymentMeans = ({ payment, dueDate }: EInvoice, credit: boolean): Node => ({
  'cbc:PaymentMeansCode': payment.meansCode,
  'cbc:PaymentDueDate': credit ? dueDate : null,
  'cbc:PaymentID': payment.reference,
  'cac:PayeeFinancialAccount': payment.account && {
    'cbc:ID': payment.account.iban,
    'cbc:Name': payment.account.name,
    'cac:FinancialInstitutionBranch': payment.account.bic && { 'cbc:ID': payment.account.bic },
  },
})

const category = (
  name: string,
  { category, rate }: ETaxCategory,
  more: Record<string, Node> = {},
): Record<string, Node> => ({
  [name]: { 'cbc:ID': category, 'cbc:Percent': rate, ...more, 'cac:TaxScheme': { 'cbc:ID': 'VAT' } },
})

const allowance = ({ charge, reason, percent, minor, baseMinor, tax }: EAllowance, currency: string): Node => ({
  'cbc:ChargeIndicator': String(charge),
  'cbc:AllowanceChargeReason': reason,
  'cbc:MultiplierFactorNumeric': percent,
  'cbc:Amount': amountIn(currency)(minor),
  'cbc:BaseAmount': baseMinor === null ? null : amountIn(currency)(baseMinor),
  ...(tax ? category('cac:TaxCategory', tax) : {}),
})

const subtotal = (tax: ETax, currency: string): Node => ({
  'cbc:TaxableAmount': amountIn(currency)(tax.taxableMinor),
  'cbc:TaxAmount': amountIn(currency)(tax.taxMinor),
  ...category('cac:TaxCategory', tax, {
    'cbc:TaxExemptionReasonCode': tax.exemptionCode,
    'cbc:TaxExemptionReason': tax.exemptionReason,
  }),
})

function totals({ totals, currency }: EInvoice): Node {
  const amount = amountIn(currency)
  const unlessZero = (minor: bigint) => (minor === 0n ? null : amount(minor))
  return {
    'cbc:LineExtensionAmount': amount(totals.linesMinor),
    'cbc:TaxExclusiveAmount': amount(totals.netMinor),
    'cbc:TaxInclusiveAmount': amount(totals.grossMinor),
    'cbc:AllowanceTotalAmount': unlessZero(totals.allowancesMinor),
    'cbc:ChargeTotalAmount': unlessZero(totals.chargesMinor),
    'cbc:PrepaidAmount': unlessZero(totals.paidMinor),
    'cbc:PayableRoundingAmount': unlessZero(totals.roundingMinor),
    'cbc:PayableAmount': amount(totals.dueMinor),
  }
}

const line = (given: ELine, currency: string, credit: boolean): Node => ({
  'cbc:ID': given.id,
  [credit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity']: {
    '@unitCode': given.quantity.unit,
    '#': given.quantity.value,
  },
  'cbc:LineExtensionAmount': amountIn(currency)(given.netMinor),
  'cac:InvoicePeriod': given.period && { 'cbc:StartDate': given.period.from, 'cbc:EndDate': given.period.to },
  'cac:AllowanceCharge': given.allowances.map((each) => allowance(each, currency)),
  'cac:Item': {
    'cbc:Description': given.description,
    'cbc:Name': given.name,
    ...category('cac:ClassifiedTaxCategory', given.tax),
  },
  'cac:Price': {
    'cbc:PriceAmount': { '@currencyID': currency, '#': given.price },
    'cbc:BaseQuantity': given.priceQuantity && { '@unitCode': given.quantity.unit, '#': given.priceQuantity },
  },
})

/** UBL forbids empty elements: what has nothing to say isn't there. */
function pruned(node: Node | Node[]): unknown {
  if (Array.isArray(node)) return node.map(pruned).filter((each) => each !== undefined)
  if (node === null || node === undefined || node === '') return undefined
  if (typeof node === 'string') return node
  const entries = Object.entries(node)
    .map(([name, child]) => [name, pruned(child)] as const)
    .filter(([, child]) => child !== undefined && !(Array.isArray(child) && child.length === 0))
  return entries.some(([name]) => !name.startsWith('@')) ? Object.fromEntries(entries) : undefined
}
