import { NO_AMOUNTS, type TaxRate, type TaxTotal } from '../../domain/billing/invoice-amounts.js'
import type { DocumentLine, InvoiceDocument } from '../../domain/billing/invoice-document.js'
import { divideRounded, minorDigits } from '../../lib/money.js'
import type { EAllowance, EInvoice, ELine, EParty, EPayment, ETax, ETaxCategory } from './e-invoice.js'

/** An issued invoice or credit note in the terms of EN 16931: as it was issued, whatever was paid since. */
export function toEInvoice(document: InvoiceDocument): EInvoice {
  const { currency } = document
  const untaxed = document.taxes.every(({ tax }) => categoryOf(tax).category === 'O')
  const off = document.discount?.minor ?? 0n
  const taxes = byCategory(document.taxes)
  return {
    typeCode: document.kind === 'invoice' ? '380' : '381',
    number: document.name,
    issueDate: document.date,
    dueDate: document.dueDate,
    taxPoint: document.taxPoint,
    currency,
    taxInBooks: document.taxInBooks,
    buyerReference: document.buyer.ref,
    orderReference: document.poNumber,
    notes: document.note ? [document.note] : [],
    preceding: document.corrects ? [{ number: document.corrects.name, issueDate: document.corrects.date }] : [],
    seller: sellerOf(document, untaxed),
    buyer: buyerOf(document, untaxed),
    payment: paymentOf(document),
    allowances: taxes.flatMap((total) => allowanceOf(total, document)),
    taxes: taxes.map(({ tax, netMinor, taxMinor }) => ({
      ...categoryOf(tax),
      ...exemptionOf(tax),
      taxableMinor: netMinor,
      taxMinor,
    })),
    totals: {
      linesMinor: document.netMinor + off,
      allowancesMinor: off,
      chargesMinor: 0n,
      netMinor: document.netMinor,
      taxMinor: document.totalMinor - document.netMinor,
      grossMinor: document.totalMinor,
      paidMinor: 0n,
      roundingMinor: 0n,
      dueMinor: document.totalMinor,
    },
    lines: document.lines.map((line) => lineOf(line, currency)),
  }
}

/** EN 16931 knows no codes, only categories with a rate: what several of ours have in common is one. */
function byCategory(taxes: readonly TaxTotal[]): TaxTotal[] {
  const totals = new Map<string, TaxTotal>()
  for (const total of taxes) {
    const { category, rate } = categoryOf(total.tax)
    const before = totals.get(`${category} ${rate}`) ?? { ...NO_AMOUNTS, tax: total.tax }
    totals.set(`${category} ${rate}`, {
      tax: before.tax,
      netMinor: before.netMinor + total.netMinor,
      taxMinor: before.taxMinor + total.taxMinor,
      allowanceMinor: before.allowanceMinor + total.allowanceMinor,
    })
  }
  return [...totals.values()]
}

/** What is taken off the whole, as far as it is taken off under one category. */
function allowanceOf({ tax, netMinor, allowanceMinor }: TaxTotal, { discount }: InvoiceDocument): EAllowance[] {
  if (discount === null || allowanceMinor === 0n) return []
  const percent = discount.bp === null ? null : decimal(BigInt(discount.bp), 2)
  const baseMinor = percent === null ? null : netMinor + allowanceMinor
  return [{ charge: false, minor: allowanceMinor, reason: 'Discount', percent, baseMinor, tax: categoryOf(tax) }]
}

/** A price is never below zero (BR-27): of a line that takes off, the quantity is. */
function lineOf(line: DocumentLine, currency: string): ELine {
  const turn = line.unitPriceMinor < 0n ? -1n : 1n
  const gross = divideRounded(line.quantityMilli * line.unitPriceMinor, 1000n)
  return {
    id: String(line.position),
    name: line.description,
    description: null,
    quantity: { value: decimal(turn * line.quantityMilli, 3), unit: line.unit },
    price: decimal(turn * line.unitPriceMinor, minorDigits(currency)),
    priceQuantity: null,
    netMinor: line.netMinor,
    allowances:
      line.discountBp === 0
        ? []
        : [
            {
              charge: false,
              minor: gross - line.netMinor,
              reason: 'Discount',
              percent: decimal(BigInt(line.discountBp), 2),
              baseMinor: gross,
              tax: null,
            },
          ],
    tax: categoryOf(line.taxRate),
    period: line.serviceFrom && line.serviceTo ? { from: line.serviceFrom, to: line.serviceTo } : null,
  }
}

/** A plain decimal without needless zeros: 12500 thousandths are `12.5`. */
function decimal(scaled: bigint, places: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

/** Out of scope has no rate (BR-O-05); every other category has, if only zero. */
function categoryOf(tax: TaxRate | null): ETaxCategory {
  if (!tax || tax.category === 'O') return { category: 'O', rate: null }
  return { category: tax.category, rate: decimal(BigInt(tax.ratePpm), 4) }
}

/** Why there is no tax: the VATEX code where the category has just one reason, else the code's own name. */
function exemptionOf(tax: TaxRate | null): Pick<ETax, 'exemptionCode' | 'exemptionReason'> {
  const category = categoryOf(tax).category
  const known: Record<string, [string, string]> = {
    AE: ['VATEX-EU-AE', 'Reverse charge'],
    K: ['VATEX-EU-IC', 'Intra-Community supply'],
    G: ['VATEX-EU-G', 'Export outside the EU'],
    O: ['VATEX-EU-O', 'Not subject to VAT'],
  }
  const [exemptionCode, exemptionReason] = known[category] ?? [null, category === 'E' ? (tax?.name ?? 'Exempt') : null]
  return { exemptionCode, exemptionReason }
}

/** A document out of scope names no VAT id (BR-O-02). */
function sellerOf({ seller }: InvoiceDocument, untaxed: boolean): EParty {
  const { letterhead } = seller
  return {
    name: letterhead.legalName ?? seller.name,
    taxId: untaxed ? null : (letterhead.taxId ?? null),
    registration: letterhead.registration ?? (untaxed ? (letterhead.taxId ?? null) : null),
    endpoint: letterhead.email ? { scheme: 'EM', id: letterhead.email } : null,
    address: addressOf({ ...letterhead, country: letterhead.country ?? seller.country }),
    contact: {
      name: letterhead.legalName ?? seller.name,
      phone: letterhead.phone ?? null,
      email: letterhead.email ?? null,
    },
  }
}

function buyerOf({ buyer }: InvoiceDocument, untaxed: boolean): EParty {
  return {
    name: buyer.name,
    taxId: untaxed ? null : buyer.taxId,
    registration: null,
    endpoint: buyer.email ? { scheme: 'EM', id: buyer.email } : null,
    address: addressOf(buyer.address ?? {}),
    contact: buyer.attention ? { name: buyer.attention, phone: null, email: null } : null,
  }
}

type Address = { [K in keyof EParty['address']]?: string | null | undefined }

const addressOf = ({ street, city, postcode, region, country }: Address): EParty['address'] => ({
  street: street ?? null,
  city: city ?? null,
  postcode: postcode ?? null,
  region: region ?? null,
  country: country ?? null,
})

function paymentOf(document: InvoiceDocument): EPayment {
  const { letterhead, name } = document.seller
  const { iban, bic } = letterhead
  const account = iban ? { iban: iban.replace(/\s/g, ''), name: letterhead.legalName ?? name, bic: bic ?? null } : null
  const meansCode = account === null ? '1' : document.currency === 'EUR' ? '58' : '30'
  const terms = document.termsDays === 0 ? 'Due on receipt' : `${document.termsDays} days net`
  return { meansCode, reference: document.name, account, terms: document.kind === 'invoice' ? terms : null }
}
