import type { AddressObject, EmailAddress, Headers } from 'mailparser'
import type { ParsedParticipant, ParticipantRole } from '../domain/correspondence/parsed-message.js'
import { remembered } from '../lib/remembered.js'
import { cleanLine } from './clean-text.js'

const ROLES: readonly ParticipantRole[] = ['from', 'to', 'cc', 'bcc', 'reply-to']
/** RFC 5321 §4.5.3.1: 64 for the local part, 255 for the domain. */
const LONGEST_ADDRESS = 320

/** Everyone a mail names, each address once a role, groups opened. What has no address is nobody. */
export function readParticipants(headers: Headers): ParsedParticipant[] {
  const seen = new Set<string>()
  const found: ParsedParticipant[] = []
  for (const role of ROLES) {
    for (const { address, name } of addressesOf(headers.get(role))) {
      const clean = cleanAddress(address ?? '')
      const key = `${role} ${clean.toLowerCase()}`
      if (!/.@./.test(clean) || clean.length > LONGEST_ADDRESS || seen.has(key)) continue
      seen.add(key)
      found.push({ role, address: clean, name: nameOf(name) })
    }
  }
  return found
}

const cleanAddress = remembered((address) => cleanLine(address, LONGEST_ADDRESS + 1).replace(/\s+/g, ''))

/** A name that is an address says who somebody would like to be: their own address is shown instead. */
const nameOf = remembered((name) => {
  const clean = cleanLine(name, 200)
  return clean === '' || /^[^\s@]+@[^\s@]+$/.test(clean) ? null : clean
})

function addressesOf(header: unknown): EmailAddress[] {
  if (Array.isArray(header)) return header.flatMap(addressesOf)
  if (typeof header !== 'object' || header === null || !('value' in header)) return []
  return (header as AddressObject).value.flatMap((entry) => (entry.group ? entry.group : [entry]))
}
