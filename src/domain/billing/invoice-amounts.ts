import { divideRounded } from '../../lib/money.js'
import { type Discount, discountShares, NO_DISCOUNT } from './document-discount.js'
import { taxAt } from './tax-of.js'

/** What a line charges: thousandths of a unit at a price in minor units, less a discount in basis points. */
export type Charge = { quantityMilli: bigint; unitPriceMinor: bigint; discountBp: number; tax: TaxRate | null }

/** `category` is UNCL 5305, which a code is one of several of; `ratePpm` millionths of the net: 190_000 is 19 %. */
export type TaxRate = {
  id: string
  code: string
  category: string
  name: string
  ratePpm: number
  accountId: string | null
}

/** `allowanceMinor` is the line's share of what is taken off the whole; its net is less that. */
export type LineAmounts = { netMinor: bigint; taxMinor: bigint; allowanceMinor: bigint }

export const NO_AMOUNTS: LineAmounts = { netMinor: 0n, taxMinor: 0n, allowanceMinor: 0n }

/** One row of the tax summary: what was charged under a code after what was taken off, and the tax on it. */
export type TaxTotal = { tax: TaxRate | null; netMinor: bigint; taxMinor: bigint; allowanceMinor: bigint }

export type InvoiceAmounts = {
  lines: readonly LineAmounts[]
  taxes: readonly TaxTotal[]
  /** What is taken off the whole. */
  allowanceMinor: bigint
  /** After that. */
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
}

/** Quantity × price − discount, rounded once, half away from zero. */
export const lineNet = (line: Omit<Charge, 'tax'>): bigint =>
  divideRounded(line.quantityMilli * line.unitPriceMinor * BigInt(10_000 - line.discountBp), 10_000_000n)

/**
 * Adds a document up. Tax is taken per code on the document's net (EN 16931 BR-CO-17), half away from zero, not per line;
 * what a line shows as its tax is its share, and the shares add up to the code's tax exactly.
 */
export function invoiceAmounts(charges: readonly Charge[], discount: Discount = NO_DISCOUNT): InvoiceAmounts {
  const charged = charges.map((charge) => ({ code: charge.tax?.id ?? '', netMinor: lineNet(charge) }))
  const allowances = discountShares(charged, discount)
  const nets = charged.map(({ netMinor }, i) => netMinor - (allowances[i] ?? 0n))
  const taxes = taxTotals(charges, nets, allowances)
  const lines = shareTax(charges, nets).map((line, i) => ({ ...line, allowanceMinor: allowances[i] ?? 0n }))
  const netMinor = nets.reduce((sum, net) => sum + net, 0n)
  const taxMinor = taxes.reduce((sum, total) => sum + total.taxMinor, 0n)
  const allowanceMinor = allowances.reduce((sum, share) => sum + share, 0n)
  return { lines, taxes, allowanceMinor, netMinor, taxMinor, totalMinor: netMinor + taxMinor }
}

const taxOn = (netMinor: bigint, rate: TaxRate | null): bigint => (rate ? taxAt(netMinor, rate) : 0n)

/** In the order in which the codes first stand on the document. */
function taxTotals(charges: readonly Charge[], nets: readonly bigint[], allowances: readonly bigint[]): TaxTotal[] {
  const totals = new Map<string, TaxTotal>()
  for (const [i, { tax }] of charges.entries()) {
    const key = tax?.id ?? ''
    const { netMinor: before, allowanceMinor: off } = totals.get(key) ?? NO_AMOUNTS
    const netMinor = before + (nets[i] ?? 0n)
    totals.set(key, { tax, netMinor, taxMinor: taxOn(netMinor, tax), allowanceMinor: off + (allowances[i] ?? 0n) })
  }
  return [...totals.values()]
}

/** A line's share is the tax on the running net with it less the tax on the running net before it: nothing gets lost. */
function shareTax(charges: readonly Charge[], nets: readonly bigint[]): Omit<LineAmounts, 'allowanceMinor'>[] {
  const running = new Map<string, bigint>()
  return charges.map(({ tax }, i) => {
    const netMinor = nets[i] ?? 0n
    const before = running.get(tax?.id ?? '') ?? 0n
    running.set(tax?.id ?? '', before + netMinor)
    return { netMinor, taxMinor: taxOn(before + netMinor, tax) - taxOn(before, tax) }
  })
}

/** The tax summary of lines as they are kept, in the order in which the codes first stand on the document. */
export function keptTaxes(lines: readonly (LineAmounts & { tax: TaxRate | null })[]): TaxTotal[] {
  const totals = new Map<string, TaxTotal>()
  for (const { tax, ...line } of lines) {
    const before = totals.get(tax?.id ?? '') ?? NO_AMOUNTS
    totals.set(tax?.id ?? '', {
      tax,
      netMinor: before.netMinor + line.netMinor,
      taxMinor: before.taxMinor + line.taxMinor,
      allowanceMinor: before.allowanceMinor + line.allowanceMinor,
    })
  }
  return [...totals.values()]
}
