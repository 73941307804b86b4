/** A company's country and tax id, as far as they are known. */
export type TaxParty = { country: string | null; taxId: string | null }

/**
 * Codes as in UNCL 5305 (EN 16931 BT-151): S standard, AA reduced, Z zero, E exempt, AE reverse charge, K supply within the EU, G export,
 * O out of scope.
 */
export type DefaultTaxCode = { code: string; name: string; rateBp: number }

/** Standard rates in basis points by ISO 3166-1 country, as of 2026; a workspace changes its own codes. */
const STANDARD: Record<string, number> = {
  AT: 2000,
  AU: 1000,
  BE: 2100,
  CH: 810,
  CZ: 2100,
  DE: 1900,
  DK: 2500,
  ES: 2100,
  FI: 2550,
  FR: 2000,
  GB: 2000,
  IE: 2300,
  IN: 1800,
  IT: 2200,
  JP: 1000,
  LU: 1700,
  NL: 2100,
  NO: 2500,
  NZ: 1500,
  PL: 2300,
  PT: 2300,
  SE: 2500,
  SG: 900,
}

/** Reduced rates in basis points, the one most documents have; as of 2026. */
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

const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '))

/** Null where we know no general rate. */
export const standardRate = (country: string): number | null => STANDARD[country] ?? null

/** Null where there is none, or none that most documents have. */
export const reducedRate = (country: string): number | null => REDUCED[country] ?? null

export const isEu = (country: string): boolean => EU.has(country)

/** What a new company of a country starts with. Where we know no general rate (United States: by state) there is only `O`. */
export function taxCodesFor(country: string): DefaultTaxCode[] {
  const rateBp = STANDARD[country]
  if (rateBp === undefined) return [{ code: 'O', name: 'No tax', rateBp: 0 }]
  const tax = ['AU', 'NZ', 'IN', 'SG'].includes(country) ? 'GST' : 'VAT'
  const reduced = reducedRate(country)
  return [
    { code: 'S', name: `${tax} ${rateBp / 100} %`, rateBp },
    ...(reduced === null ? [] : [{ code: 'AA', name: `${tax} ${reduced / 100} %`, rateBp: reduced }]),
    { code: 'Z', name: 'Zero rated', rateBp: 0 },
    { code: 'E', name: 'Exempt', rateBp: 0 },
    ...(EU.has(country) ? [{ code: 'AE', name: 'Reverse charge', rateBp: 0 }] : []),
    ...(EU.has(country) ? [{ code: 'K', name: 'Supply of goods within the EU', rateBp: 0 }] : []),
    { code: 'G', name: 'Export', rateBp: 0 },
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
