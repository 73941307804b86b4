/** A company's country and tax id, as far as they are known. */
export type TaxParty = { country: string | null; taxId: string | null }

/**
 * Codes as in UNCL 5305 (EN 16931 BT-151): S standard, AA reduced, Z zero, E exempt, AE reverse charge, K supply within the EU, G export,
 * O out of scope.
 */
export type DefaultTaxCode = { code: string; name: string; ratePpm: number }

/** Standard rates in millionths by ISO 3166-1 country, as of 2026; a workspace changes its own codes. */
const STANDARD: Record<string, number> = {
  AT: 200_000,
  AU: 100_000,
  BE: 210_000,
  CH: 81_000,
  CZ: 210_000,
  DE: 190_000,
  DK: 250_000,
  ES: 210_000,
  FI: 255_000,
  FR: 200_000,
  GB: 200_000,
  IE: 230_000,
  IN: 180_000,
  IT: 220_000,
  JP: 100_000,
  LU: 170_000,
  NL: 210_000,
  NO: 250_000,
  NZ: 150_000,
  PL: 230_000,
  PT: 230_000,
  SE: 250_000,
  SG: 90_000,
}

/** Reduced rates in millionths, the one most documents have; as of 2026. */
const REDUCED: Record<string, number> = {
  AT: 100_000,
  BE: 60_000,
  DE: 70_000,
  ES: 100_000,
  FR: 55_000,
  GB: 50_000,
  IE: 135_000,
  IT: 100_000,
  LU: 80_000,
  NL: 90_000,
  PL: 80_000,
  PT: 60_000,
}

const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '))

/** Null where we know no general rate. */
export const standardRate = (country: string): number | null => STANDARD[country] ?? null

/** Null where there is none, or none that most documents have. */
export const reducedRate = (country: string): number | null => REDUCED[country] ?? null

export const isEu = (country: string): boolean => EU.has(country)

/** What a new company of a country starts with. Where we know no general rate (United States: by state) there is only `O`. */
export function taxCodesFor(country: string): DefaultTaxCode[] {
  const ratePpm = STANDARD[country]
  if (ratePpm === undefined) return [{ code: 'O', name: 'No tax', ratePpm: 0 }]
  const tax = ['AU', 'NZ', 'IN', 'SG'].includes(country) ? 'GST' : 'VAT'
  const reduced = reducedRate(country)
  return [
    { code: 'S', name: `${tax} ${ratePpm / 10_000} %`, ratePpm },
    ...(reduced === null ? [] : [{ code: 'AA', name: `${tax} ${reduced / 10_000} %`, ratePpm: reduced }]),
    { code: 'Z', name: 'Zero rated', ratePpm: 0 },
    { code: 'E', name: 'Exempt', ratePpm: 0 },
    ...(EU.has(country) ? [{ code: 'AE', name: 'Reverse charge', ratePpm: 0 }] : []),
    ...(EU.has(country) ? [{ code: 'K', name: 'Supply of goods within the EU', ratePpm: 0 }] : []),
    { code: 'G', name: 'Export', ratePpm: 0 },
  ]
}

/**
 * The code a line gets when nobody says which: at home the standard rate, within the EU with a tax id reverse charge, abroad
 * export. A buyer whose country isn't known counts as at home: too much tax is credited easily, too little is not. Where we know no
 * general rate there is no tax, unless the company made a code S of its own, which is then the one at home.
 */
export function defaultTaxCode(seller: string, buyer: TaxParty, { ownStandard = false } = {}): string {
  const atHome = buyer.country === null || buyer.country === seller
  if (STANDARD[seller] === undefined) return ownStandard && atHome ? 'S' : 'O'
  if (atHome) return 'S'
  if (EU.has(seller) && EU.has(buyer.country ?? '')) return buyer.taxId ? 'AE' : 'S'
  return 'G'
}
