import type { IsoDate } from '../../lib/dates.js'

/**
 * An invoice or credit note in the terms of EN 16931-1, as far as Daybook writes and reads them. It is what stands between our
 * documents (or a supplier's) and a syntax: UBL 2.1 is written from it and read into it, and the rules are checked on it.
 * Amounts are minor units of `currency`; prices, quantities and rates keep their decimals as text.
 */
export type EInvoice = {
  /** BT-3, UNTDID 1001: commercial invoice, credit note. A reader may meet others. */
  typeCode: string
  /** BT-1. */
  number: string
  /** BT-2. */
  issueDate: IsoDate
  /** BT-9. */
  dueDate: IsoDate | null
  /** BT-7, where the tax falls due on another day than the issue date. */
  taxPoint: IsoDate | null
  /** BT-5, ISO 4217. */
  currency: string
  /** BT-6 with BT-111: the tax in the currency it is reported in, where that is another one. */
  taxInBooks: { currency: string; minor: bigint } | null
  /** BT-10. */
  buyerReference: string | null
  /** BT-13. */
  orderReference: string | null
  /** BT-22. */
  notes: readonly string[]
  /** BG-3: what a credit note corrects. */
  preceding: readonly { number: string; issueDate: IsoDate | null }[]
  seller: EParty
  buyer: EParty
  /** BG-16. */
  payment: EPayment
  /** BG-20 and BG-21, on the document as a whole. */
  allowances: readonly EAllowance[]
  /** BG-23. */
  taxes: readonly ETax[]
  totals: ETotals
  /** BG-25. */
  lines: readonly ELine[]
}

export type EParty = {
  /** BT-27, BT-44. */
  name: string
  /** BT-31, BT-48: with the country's prefix. */
  taxId: string | null
  /** BT-30, BT-47. */
  registration: string | null
  /** BT-34, BT-49, with its EAS scheme: `{scheme: 'EM', id: 'billing@acme.example'}`. */
  endpoint: { scheme: string; id: string } | null
  address: {
    street: string | null
    city: string | null
    postcode: string | null
    region: string | null
    /** ISO 3166-1. */
    country: string | null
  }
  contact: { name: string | null; phone: string | null; email: string | null } | null
}

export type EPayment = {
  /** BT-81, UNTDID 4461: 58 SEPA credit transfer, 30 credit transfer, 1 not defined. */
  meansCode: string
  /** BT-83, what to name with the payment. */
  reference: string | null
  /** BT-84 to BT-86. */
  account: { iban: string; name: string | null; bic: string | null } | null
  /** BT-20. */
  terms: string | null
}

/** BG-20 (an allowance) or BG-21 (a charge), of the document or of a line. */
export type EAllowance = {
  charge: boolean
  minor: bigint
  reason: string | null
  /** In per cent of `baseMinor` (BT-94 with BT-93, BT-138 with BT-137). */
  percent: string | null
  baseMinor: bigint | null
  /** Of the document's: BT-95 and BT-96. */
  tax: ETaxCategory | null
}

/** BT-151 and BT-152: UNCL 5305, and per cent. */
export type ETaxCategory = { category: string; rate: string | null }

export type ETax = ETaxCategory & {
  /** BT-116, BT-117. */
  taxableMinor: bigint
  taxMinor: bigint
  /** BT-121 (VATEX) and BT-120. */
  exemptionCode: string | null
  exemptionReason: string | null
}

export type ETotals = {
  /** BT-106: sum of the lines. */
  linesMinor: bigint
  /** BT-107 and BT-108. */
  allowancesMinor: bigint
  chargesMinor: bigint
  /** BT-109, BT-110, BT-112. */
  netMinor: bigint
  taxMinor: bigint
  grossMinor: bigint
  /** BT-113, BT-114, BT-115. */
  paidMinor: bigint
  roundingMinor: bigint
  dueMinor: bigint
}

export type ELine = {
  /** BT-126. */
  id: string
  /** BT-153. */
  name: string
  /** BT-154. */
  description: string | null
  /** BT-129 with BT-130, UN/ECE Rec 20: `{value: '12.5', unit: 'HUR'}`. */
  quantity: { value: string; unit: string }
  /** BT-146, and BT-149: the price is of so many units. */
  price: string
  priceQuantity: string | null
  /** BT-131. */
  netMinor: bigint
  allowances: readonly EAllowance[]
  tax: ETaxCategory
  /** BG-26. */
  period: { from: IsoDate | null; to: IsoDate | null } | null
}
