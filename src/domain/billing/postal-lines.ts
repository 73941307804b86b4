import type { PostalAddress } from '../crm/company.js'

type MaybeAddress = { [K in keyof PostalAddress]?: PostalAddress[K] | undefined }
type Town = Pick<MaybeAddress, 'postcode' | 'city' | 'region'>

const joined = (parts: readonly (string | undefined)[], by = ' '): string => parts.filter(Boolean).join(by)

/** Where the postcode stands beside its town, as the post of a country asks for it (UPU S42). */
const ORDERS = {
  /** 28195 Bremen. */
  before: ({ postcode, city, region }: Town) => [joined([postcode, city, region])],
  /** Seattle, WA 98101. */
  afterRegion: ({ postcode, city, region }: Town) => [joined([joined([city, region], ', '), postcode])],
  /** Sydney NSW 2000. */
  after: ({ postcode, city, region }: Town) => [joined([city, region, postcode])],
  /** Mumbai 400001, Maharashtra. */
  beforeRegion: ({ postcode, city, region }: Town) => [joined([joined([city, postcode]), region], ', ')],
  /** Bristol, and BS1 5TY on a line of its own. */
  below: ({ postcode, city, region }: Town) => [joined([city, region], ', '), postcode ?? ''],
}

/** Everywhere else the postcode comes before the town. */
const COUNTRIES: Readonly<Record<keyof typeof ORDERS, readonly string[]>> = {
  before: [],
  afterRegion: ['US', 'CA', 'PR'],
  after: ['AU', 'NZ', 'SG', 'TH', 'ID', 'SA', 'AE'],
  beforeRegion: ['IN', 'PK', 'BD', 'NP'],
  below: ['GB', 'IE', 'IM', 'JE', 'GG', 'GI', 'MT', 'ZA', 'KE', 'NG', 'LK', 'BR', 'HK'],
}

const orderOf = new Map(
  Object.entries(COUNTRIES).flatMap(([order, countries]) =>
    countries.map((country) => [country, ORDERS[order as keyof typeof ORDERS]] as const),
  ),
)

/** An address as its lines on an envelope, in the order of its country; the country is named only when it isn't the sender's. */
export function postalLines(address: MaybeAddress | null, sender: string): string[] {
  if (!address) return []
  const { street, country } = address
  const town = (orderOf.get(country ?? sender) ?? ORDERS.before)(address)
  const abroad = country && country !== sender ? countryName(country) : undefined
  return [street, ...town, abroad].filter((line): line is string => Boolean(line))
}

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

const countryName = (country: string): string => (/^[A-Z]{2}$/.test(country) ? (names.of(country) ?? country) : country)
