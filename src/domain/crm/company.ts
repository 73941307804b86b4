import { isFreeMail, registrableDomain } from '../../lib/address-key.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Custom } from './custom-field.js'

export type CompanyRole = 'customer' | 'supplier' | 'partner'
export type Lifecycle = 'prospect' | 'customer' | 'former'

export type PostalAddress = { street?: string; city?: string; postcode?: string; region?: string; country?: string }

/** An organisation we deal with. `currency` and `termsDays` are what its deals and invoices start with. */
export type Company = {
  id: string
  ref: string
  name: string
  roles: readonly CompanyRole[]
  lifecycle: Lifecycle
  taxId: string | null
  address: PostalAddress | null
  phone: string | null
  billingEmail: string | null
  termsDays: number
  currency: string
  source: string | null
  note: string | null
  ownerId: string | null
  parentId: string | null
  /** Whom invoices are addressed to when nobody is named on them. */
  billingContactId: string | null
  tags: readonly string[]
  /** The company's own fields (custom-field.ts). */
  custom: Custom
  /** The company that this one became a part of; it is kept for the books alone then. */
  mergedIntoId: string | null
  version: number
}

/**
 * What a company is to us, in a word. Every company begins as a prospect: one that bills us, and that nobody is selling to, is a supplier
 * and on no way to becoming a customer.
 */
export const standingOf = ({
  roles,
  lifecycle,
  openDeals,
}: Pick<Company, 'roles' | 'lifecycle'> & { openDeals: number }): Lifecycle | 'supplier' =>
  roles.includes('supplier') && lifecycle === 'prospect' && openDeals === 0 ? 'supplier' : lifecycle

/** What a person gives to make a company; the rest starts with the workspace's defaults. */
export type NewCompany = {
  name: string
  currency: string
  domains?: readonly string[]
  roles?: readonly CompanyRole[]
  lifecycle?: Lifecycle
  taxId?: string
  address?: PostalAddress
  phone?: string
  billingEmail?: string
  termsDays?: number
  source?: string
  note?: string
  ownerId?: string | null
  parentId?: string | null
  tags?: readonly string[]
  custom?: Custom
}

/** Days that a customer has to pay. */
export const checkTerms = (days: number): Result<number> =>
  days < 0 || days > 365 ? no('Payment terms are between 0 and 365 days.') : ok(days)

/** Checks what can be checked without looking anything up; domains come back registrable and once each. */
export function checkCompany(input: NewCompany): Result<NewCompany & { name: string; domains: string[] }> {
  const name = input.name.trim().replace(/\s+/g, ' ')
  if (!name) return no('A company needs a name.')
  if (!/^[A-Z]{3}$/.test(input.currency)) return no(`"${input.currency}" is not a currency: write its code, like EUR.`)
  if (input.termsDays !== undefined) {
    const terms = checkTerms(input.termsDays)
    if (!terms.ok) return terms
  }
  const domains = new Set<string>()
  for (const given of input.domains ?? []) {
    const domain = companyDomain(given)
    if (!domain.ok) return domain
    domains.add(domain.value)
  }
  return ok({ ...input, name, domains: [...domains] })
}

/** The registrable domain that mail of a company comes from; free-mail providers are nobody's. `https://` and `www.` are read. */
export function companyDomain(text: string): Result<string> {
  const domain = registrableDomain(text)
  if (!domain) return no(`"${text}" is not a domain: write it like acme.com.`)
  if (isFreeMail(domain)) return no(`${domain} is a mail provider, so it can't stand for one company.`)
  return ok(domain)
}
