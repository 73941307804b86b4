import { addressKey, domainOf } from '../../lib/address-key.js'
import { no, ok, type Result } from '../../lib/result.js'

export type ContactOrigin = 'manual' | 'mail' | 'import'

/** A person we deal with. */
export type Contact = {
  id: string
  ref: string
  name: string
  title: string | null
  phone: string | null
  origin: ContactOrigin
  lastContactedAt: Date | null
  companyId: string | null
  ownerId: string | null
  version: number
}

/** One mail address: as it was written, and the folded form that mail is matched by. */
export type Address = { address: string; key: string }

export type NewContact = {
  name?: string
  addresses?: readonly string[]
  title?: string
  phone?: string
  origin?: ContactOrigin
  companyId?: string | null
  ownerId?: string | null
}

export type CheckedContact = Omit<NewContact, 'addresses'> & { name: string; addresses: readonly Address[] }

/** A contact has a name or at least an address to be named after; every address is one, and each stands once. */
export function checkContact(input: NewContact): Result<CheckedContact> {
  const addresses = new Map<string, Address>()
  for (const given of input.addresses ?? []) {
    const read = readAddress(given)
    if (!read.ok) return read
    if (!addresses.has(read.value.key)) addresses.set(read.value.key, read.value)
  }
  const [first] = addresses.values()
  const name = input.name?.trim().replace(/\s+/g, ' ') || (first ? nameFromAddress(first.address) : '')
  if (!name) return no('A contact needs a name or a mail address.')
  return ok({ ...input, name, addresses: [...addresses.values()] })
}

export function readAddress(text: string): Result<Address> {
  const address = text.trim().replace(/^<|>$/g, '')
  const domain = domainOf(address)
  if (!domain || /[\s,;<>]/.test(address) || !/^[^@]+$/.test(address.slice(0, address.lastIndexOf('@'))))
    return no(`"${text}" is not a mail address: write it like ada@acme.com.`)
  return ok({ address, key: addressKey(address) })
}

/** `ada.lovelace@…` → "Ada Lovelace"; one word stays one (`info@…` → "Info"). */
export function nameFromAddress(address: string): string {
  const local = addressKey(address).replace(/@.*$/, '')
  return local
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
