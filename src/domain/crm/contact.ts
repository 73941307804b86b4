import { addressKey, domainOf } from '../../lib/address-key.js'
import type { IsoDate } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Custom } from './custom-field.js'

export type ContactOrigin = 'manual' | 'mail' | 'import'

/** What a person agreed to, where it comes from, and since when: `newsletter`, `web form`, 2026-10-01. */
export type Consent = { purpose: string; source: string | null; date: IsoDate }

/** A person we deal with. */
export type Contact = {
  id: string
  ref: string
  name: string
  title: string | null
  origin: ContactOrigin
  consent: readonly Consent[]
  lastContactedAt: Date | null
  companyId: string | null
  ownerId: string | null
  tags: readonly string[]
  /** The company's own fields (custom-field.ts). */
  custom: Custom
  /** The contact that this one turned out to be. */
  mergedIntoId: string | null
  version: number
}

/** One mail address: as it was written, and the folded form that mail is matched by. */
export type Address = { address: string; key: string }

export type NewContact = {
  name?: string
  addresses?: readonly string[]
  title?: string
  phones?: readonly string[]
  origin?: ContactOrigin
  companyId?: string | null
  ownerId?: string | null
  tags?: readonly string[]
  custom?: Custom
}

export type CheckedContact = Omit<NewContact, 'addresses' | 'phones'> & {
  name: string
  addresses: readonly Address[]
  phones: readonly Phone[]
}

/** One phone number: as it was written, and its digits with the plus. */
export type Phone = { phone: string; key: string }

/** A contact has a name or at least an address to be named after; every address is one, and each stands once. */
export function checkContact(input: NewContact): Result<CheckedContact> {
  const addresses = new Map<string, Address>()
  for (const given of input.addresses ?? []) {
    const read = readAddress(given)
    if (!read.ok) return read
    if (!addresses.has(read.value.key)) addresses.set(read.value.key, read.value)
  }
  const phones = new Map<string, Phone>()
  for (const given of input.phones ?? []) {
    const read = readPhone(given)
    if (!read.ok) return read
    phones.set(read.value.key, read.value)
  }
  const [first] = addresses.values()
  const name = input.name?.trim().replace(/\s+/g, ' ') || (first ? nameFromAddress(first.address) : '')
  if (!name) return no('A contact needs a name or a mail address.')
  return ok({ ...input, name, addresses: [...addresses.values()], phones: [...phones.values()] })
}

export function readAddress(text: string): Result<Address> {
  const address = text.trim().replace(/^<|>$/g, '')
  const domain = domainOf(address)
  if (!domain || /[\s,;<>]/.test(address) || !/^[^@]+$/.test(address.slice(0, address.lastIndexOf('@'))))
    return no(`"${text}" is not a mail address: write it like ada@acme.com.`)
  return ok({ address, key: addressKey(address) })
}

/** `+49 30 123-45` and `030 12345 ext. 7` are numbers: at least three digits, and nothing but what stands between them. */
export function readPhone(text: string): Result<Phone> {
  const phone = text.trim().replace(/^tel:/i, '').replace(/\s+/g, ' ')
  const key = phone.replace(/(?!^\+)\D/g, '')
  if (phone.length > 60 || key.replace('+', '').length < 3 || !/^\+?[\d\s()./-]+((ext|x|ext\.|-)\s*\d+)?$/i.test(phone))
    return no(`“${text}” is not a phone number: write it like +49 30 1234567.`)
  return ok({ phone, key })
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
