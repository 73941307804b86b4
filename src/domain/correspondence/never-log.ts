import { addressKey, domainOf } from '../../lib/address-key.js'
import { no, ok, type Result } from '../../lib/result.js'
import { readAddress } from '../crm/contact.js'

/** What is never logged: one address, or everybody at a domain and below it. Null `staffId`: in every mailbox. */
export type NeverLogRule = { id: string; kind: 'address' | 'domain'; pattern: string; staffId: string | null }

/** Reads `ada@acme.com`, `acme.com` or `@acme.com`. */
export function readNeverLog(text: string): Result<Pick<NeverLogRule, 'kind' | 'pattern'>> {
  const words = text.trim()
  if (/^@?[^\s@]+\.[^\s@.]+$/.test(words)) {
    const domain = domainOf(`x@${words.replace(/^@/, '')}`)
    if (domain) return ok({ kind: 'domain', pattern: domain })
  }
  const address = readAddress(words)
  return address.ok
    ? ok({ kind: 'address', pattern: address.value.key })
    : no(`"${text}" is neither a mail address nor a domain: write ada@acme.com or acme.com.`)
}

/** Whether a rule names one of these addresses. Pure. */
export function isNeverLogged(rules: readonly NeverLogRule[], addresses: readonly string[]): boolean {
  if (rules.length === 0) return false
  const keys = new Set(addresses.map(addressKey))
  const domains = [...new Set([...keys].map(domainOf).filter((domain) => domain !== null))]
  return rules.some(({ kind, pattern }) =>
    kind === 'address'
      ? keys.has(pattern)
      : domains.some((domain) => domain === pattern || domain.endsWith(`.${pattern}`)),
  )
}
