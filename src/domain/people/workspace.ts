import { invalid } from '../../lib/errors.js'
import { minorDigits } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import { checkTimeZone } from './staff.js'

/** One legal entity with its books. */
export type Workspace = {
  id: string
  name: string
  slug: string
  baseCurrency: string
  /** ISO 3166-1 alpha-2: holidays. */
  country: string
  /** 1–12. */
  fiscalYearStart: number
  timeZone: string
  /** Null while quiet: nothing reaches anyone by itself. */
  liveAt: Date | null
  /** A demo or test company, which may set its own time. */
  simulated: boolean
  settings: Readonly<Record<string, unknown>>
  version: number
}

export type NewWorkspace = {
  name: string
  /** Default: made from the name. */
  slug?: string
  baseCurrency: string
  country: string
  fiscalYearStart?: number
  timeZone?: string
  simulated?: boolean
  settings?: Readonly<Record<string, unknown>>
}

/** `Nordwind Møbler A/S` → `nordwind-mobler-a-s`. */
export const slugOf = (name: string): string =>
  nameKey(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'company'

/** Everything a new workspace is made of, checked. Throws `invalid` with what is wrong and what is right. */
export function checkNewWorkspace(input: NewWorkspace): Omit<Workspace, 'id' | 'version' | 'liveAt'> {
  const name = input.name.trim()
  if (name === '') throw invalid('The company needs a name.')
  const slug = input.slug ?? slugOf(name)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    throw invalid(`"${slug}" is not a short name: small letters, digits and single hyphens, like nordwind-energy.`)
  const fiscalYearStart = input.fiscalYearStart ?? 1
  if (!Number.isInteger(fiscalYearStart) || fiscalYearStart < 1 || fiscalYearStart > 12)
    throw invalid(`A fiscal year starts in a month from 1 to 12, not ${fiscalYearStart}.`)
  return {
    name,
    slug,
    baseCurrency: checkCurrency(input.baseCurrency),
    country: checkCountry(input.country),
    fiscalYearStart,
    timeZone: checkTimeZone(input.timeZone ?? 'UTC'),
    simulated: input.simulated ?? false,
    settings: input.settings ?? {},
  }
}

/** Also the codes of money itself that no country uses any more, since Intl knows them; never one with unknown digits. */
export function checkCurrency(code: string): string {
  const currency = code.trim().toUpperCase()
  if (!Intl.supportedValuesOf('currency').includes(currency) || minorDigits(currency) > 4)
    throw invalid(`"${code}" is not a currency: write its three letters, like USD or EUR.`)
  return currency
}

export function checkCountry(code: string): string {
  const country = code.trim().toUpperCase()
  const known =
    /^[A-Z]{2}$/.test(country) && new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(country)
  if (!known) throw invalid(`"${code}" is not a country: write its two letters, like US or DE.`)
  return country
}
