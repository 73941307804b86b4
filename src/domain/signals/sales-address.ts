import { addressKey, domainOf } from '../../lib/address-key.js'

/**
 * Which addresses new customers write to: those that the setting `sales-addresses` names, else every `sales@` at a domain of ours. By
 * address keys.
 */
export function salesAddresses(
  settings: Readonly<Record<string, unknown>>,
  mailboxKeys: readonly string[],
): (key: string) => boolean {
  const named = settings['salesAddresses']
  if (typeof named === 'string' && named !== '') {
    const keys = new Set(
      named
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(addressKey),
    )
    return (key) => keys.has(key)
  }
  const domains = new Set(mailboxKeys.map((key) => domainOf(key)))
  return (key) => key.startsWith('sales@') && domains.has(domainOf(key))
}
