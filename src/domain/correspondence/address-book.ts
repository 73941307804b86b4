import { domainOf, isFreeMail, registrableDomain } from '../../lib/address-key.js'
import { remembered } from '../../lib/remembered.js'
import type { ParticipantRole } from './parsed-message.js'

/** Who is us: the addresses of staff and mailboxes, and the domains these are at (a free-mail provider is nobody's). */
export type OwnAddresses = { keys: ReadonlySet<string>; domains: ReadonlySet<string> }

export type Party = { role: ParticipantRole; addressKey: string }

export type Direction = 'in' | 'out' | 'internal'

export function ownAddresses(addressKeys: readonly string[]): OwnAddresses {
  return { keys: new Set(addressKeys), domains: new Set(addressKeys.map(companyDomainOf).filter((d) => d !== null)) }
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
