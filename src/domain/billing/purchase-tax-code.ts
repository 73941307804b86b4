import { type DefaultTaxCode, isEu, standardRate, type TaxParty } from './tax-code.js'

/** `category` as in UNCL 5305; `deductibleBp` is the part of the tax that we get back. */
export type DefaultPurchaseCode = DefaultTaxCode & { category: string; deductibleBp: number }

/** Reduced rates in basis points, the one most bills have; as of 2026. */
const REDUCED: Record<string, number> = {
  AT: 1000,
  BE: 600,
  DE: 700,
  ES: 1000,
  FR: 550,
  GB: 500,
  IE: 1350,
  IT: 1000,
  LU: 800,
  NL: 900,
  PL: 800,
  PT: 600,
}

/** What a new company of a country buys with. Under reverse charge (AE) and acquisition (K) the rate is what we assess ourselves. */
export function purchaseCodesFor(country: string): DefaultPurchaseCode[] {
  const rateBp = standardRate(country)
  const free = (code: string, name: string) => ({ code, name, rateBp: 0, category: code, deductibleBp: 10_000 })
  if (rateBp === null) return [free('O', 'No tax')]
  const taxed = (code: string, name: string, more: Partial<DefaultPurchaseCode> = {}) => ({
    code,
    name: `${name} ${(more.rateBp ?? rateBp) / 100} %`,
    rateBp,
    category: 'S',
    deductibleBp: 10_000,
    ...more,
  })
  const reduced = REDUCED[country]
  return [
    taxed('S', 'Input tax'),
    ...(reduced === undefined ? [] : [taxed('AA', 'Input tax', { rateBp: reduced, category: 'AA' })]),
    taxed('SN', 'Tax, not deductible', { deductibleBp: 0 }),
    taxed('AE', 'Reverse charge', { category: 'AE' }),
    ...(isEu(country) ? [taxed('K', 'Acquisition within the EU', { category: 'K' })] : []),
    free('Z', 'Zero rated'),
    free('E', 'Exempt'),
    free('O', 'No tax'),
  ]
}

/**
 * The code of a bill's line when nobody says which: at home the standard rate, from abroad reverse charge. A supplier whose country
 * isn't known counts as at home.
 */
export function defaultPurchaseCode(buyer: string, supplier: TaxParty): string {
  if (standardRate(buyer) === null) return 'O'
  return supplier.country === null || supplier.country === buyer ? 'S' : 'AE'
}
