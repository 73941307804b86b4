import { type DefaultTaxCode, isEu, reducedRate, standardRate, type TaxParty } from './tax-code.js'

/** `category` as in UNCL 5305; `deductibleBp` is the part of the tax that we get back. */
export type DefaultPurchaseCode = DefaultTaxCode & { category: string; deductibleBp: number }

/** What a new company of a country buys with. Under reverse charge (AE) and acquisition (K) the rate is what we assess ourselves. */
export function purchaseCodesFor(country: string): DefaultPurchaseCode[] {
  const ratePpm = standardRate(country)
  const free = (code: string, name: string) => ({ code, name, ratePpm: 0, category: code, deductibleBp: 10_000 })
  if (ratePpm === null) return [free('O', 'No tax')]
  const taxed = (code: string, name: string, more: Partial<DefaultPurchaseCode> = {}) => ({
    code,
    name: `${name} ${(more.ratePpm ?? ratePpm) / 10_000} %`,
    ratePpm,
    category: 'S',
    deductibleBp: 10_000,
    ...more,
  })
  const reduced = reducedRate(country)
  return [
    taxed('S', 'Input tax'),
    ...(reduced === null ? [] : [taxed('AA', 'Input tax', { ratePpm: reduced, category: 'AA' })]),
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
 * isn't known counts as at home; where we know no general rate, a code S of the company's own is the one at home.
 */
export function defaultPurchaseCode(buyer: string, supplier: TaxParty, { ownStandard = false } = {}): string {
  const atHome = supplier.country === null || supplier.country === buyer
  if (standardRate(buyer) === null) return ownStandard && atHome ? 'S' : 'O'
  return atHome ? 'S' : 'AE'
}
