import { domainOf, isFreeMail, registrableDomain } from '../../lib/address-key.js'
import { remembered } from '../../lib/remembered.js'
import type { ParticipantRole } from './parsed-message.js'

/** Who is us: the addresses of staff and mailboxes, and the domains that are ours (a free-mail provider is nobody's). */
export type OwnAddresses = { keys: ReadonlySet<string>; domains: ReadonlySet<string> }

export type Party = { role: ParticipantRole; addressKey: string }

export type Direction = 'in' | 'out' | 'internal'

export const ownAddresses = (addressKeys: readonly string[], domains: readonly string[]): OwnAddresses => ({
  keys: new Set(addressKeys),
  domains: new Set(domains),
})

export const companyDomainsOf = (addressKeys: readonly string[]): string[] =>
  addressKeys.map(companyDomainOf).filter((domain) => domain !== null)

/**
 * Domains that several of the staff are at, or all of them. One who is alone at theirs may be an outside bookkeeper, whose firm's
 * mail is no internal mail. Pure.
 */
export function sharedDomains(addressKeys: readonly string[]): string[] {
  const domains = companyDomainsOf(addressKeys)
  const isShared = (domain: string) => domains.filter((each) => each === domain).length > 1 || addressKeys.length === 1
  return [...new Set(domains.filter(isShared))]
}

export const isOwn = (own: OwnAddresses, addressKey: string): boolean =>
  own.keys.has(addressKey) || own.domains.has(companyDomainOf(addressKey) ?? '')

/** The domain by which an address tells its company, or null: free mail, an IP address or a bare host tells nothing. */
export const companyDomainOf = (addressKey: string): string | null => companyDomain(addressKey) || null

const companyDomain = remembered((addressKey) => {
  const domain = registrableDomain(domainOf(addressKey) ?? '')
  return domain === null || isFreeMail(domain) ? '' : domain
})

/** From one of us only to us is internal; a mail without a sender came in. */
export function directionOf(parties: readonly Party[], own: OwnAddresses): Direction {
  const from = parties.filter(({ role }) => role === 'from')
  const outsiders = parties.filter(
    ({ role, addressKey }) => role !== 'from' && role !== 'reply-to' && !isOwn(own, addressKey),
  )
  if (from.length === 0 || from.some(({ addressKey }) => !isOwn(own, addressKey))) return 'in'
  return outsiders.length > 0 ? 'out' : 'internal'
}
