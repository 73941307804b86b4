import { domainToASCII } from 'node:url'
import { getDomain, getDomainWithoutSuffix } from 'tldts'
import { remembered } from './remembered.js'

/**
 * The form that addresses are matched by: lower case, without a `+tag`, the domain in ASCII (IDNA). RFC 5321 §2.4 allows a
 * case-sensitive local part, but no mailbox provider people use has one. Throws nothing: what has no `@` is only lower-cased.
 */
export const addressKey: (address: string) => string = remembered((address) => {
  const trimmed = address.trim().replace(/^<|>$/g, '')
  const domain = domainOf(trimmed)
  if (domain === null) return trimmed.toLowerCase()
  const local = trimmed.slice(0, trimmed.lastIndexOf('@')).toLowerCase()
  return `${withoutTag(local)}@${domain}`
})

/** `ada+news` → `ada`; a quoted local part or one that starts with `+` is no tag and stays. */
function withoutTag(local: string): string {
  const plus = local.startsWith('"') ? -1 : local.indexOf('+')
  return plus > 0 ? local.slice(0, plus) : local
}

/** The domain of an address, lower case and in ASCII (`münchen.de` → `xn--mnchen-3ya.de`), or null when it has none. */
export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@')
  if (at < 1) return null
  const domain = address
    .slice(at + 1)
    .trim()
    .replace(/[.>]+$/, '')
  return (domainToASCII(domain) || domain).toLowerCase() || null
}

/**
 * What one organisation registers, by the public suffix list: `mail.acme.co.uk` → `acme.co.uk`. Private suffixes count
 * (`acme.github.io` is not `other.github.io`). Null for an IP address, a bare host or a suffix itself.
 */
export const registrableDomain = (domain: string): string | null =>
  getDomain(domain.trim().toLowerCase(), { allowPrivateDomains: true })

/** Providers of private mailboxes under many country suffixes: yahoo.fr, gmx.at, live.co.uk. */
const FREE_BRANDS = new Set(
  `gmail googlemail yahoo ymail rocketmail hotmail outlook live msn icloud aol gmx protonmail yandex zoho tutanota tuta
   fastmail hushmail mailfence posteo runbox inbox mail email web freenet t-online arcor orange wanadoo laposte sfr
   libero virgilio tiscali alice rambler seznam centrum wp onet interia o2 telenet skynet bluewin naver daum hanmail qq
   163 126 sina sohu rediffmail uol bol terra comcast verizon btinternet talktalk virginmedia bigpond optusnet`.split(
    /\s+/,
  ),
)

/** Suffixes under which a brand above is a mailbox provider; elsewhere (`orange.studio`) the word is somebody's own. */
const PROVIDER_SUFFIX =
  /\.(com|net|org|me|mac|de|at|ch|fr|it|es|pt|be|nl|ie|uk|cz|pl|ru|se|no|dk|fi|gr|in|cn|jp|kr|br|ar|mx|ca|au|nz|za)$/

/** Providers whose whole domain is the name. */
const FREE_DOMAINS = new Set([
  'me.com',
  'mac.com',
  'pm.me',
  'proton.me',
  'hey.com',
  'mail.ru',
  'list.ru',
  'bk.ru',
  'att.net',
])

/** Whether a domain is a provider of private mailboxes, so that it says nothing about the sender's company. */
export function isFreeMail(domain: string): boolean {
  const registrable = registrableDomain(domain) ?? domain.toLowerCase()
  if (FREE_DOMAINS.has(registrable)) return true
  return FREE_BRANDS.has(getDomainWithoutSuffix(registrable) ?? '') && PROVIDER_SUFFIX.test(registrable)
}
