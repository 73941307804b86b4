import type { CompanyRole, Lifecycle } from '../../domain/crm/company.js'
import { countryCode } from '../../domain/crm/country.js'
import { tagKey } from '../../domain/crm/tag.js'
import { RowFault } from '../define-import.js'

/** What a cell with several values has; `;` and `|` part them where they stand, else a comma. */
export const severalOf = (text: string | undefined, comma = true): string[] =>
  (text ?? '')
    .split(/[;|\n]/.test(text ?? '') ? /[;|\n]/ : comma ? ',' : /$^/)
    .map((part) => part.trim())
    .filter(Boolean)

export const tagsOf = (text: string | undefined): string[] => [
  ...new Set(
    severalOf(text)
      .map(tagKey)
      .filter((tag) => tag !== '')
      .map((tag) => tag.slice(0, 40)),
  ),
]

const ROLES: readonly [CompanyRole, RegExp][] = [
  ['supplier', /supplier|vendor|lieferant|fournisseur/],
  ['partner', /partner|reseller|integrator|distributor/],
  ['customer', /customer|client|kunde|prospect|lead|other|analyst|press|investor|competitor/],
]

/** What other systems call the part that a company plays; prospects become customers. Throws `RowFault`. */
export function rolesOf(text: string): CompanyRole[] {
  const roles = severalOf(text).map((word) => {
    const role = ROLES.find(([, pattern]) => pattern.test(word.toLowerCase()))?.[0]
    if (!role) throw new RowFault('role', word, 'It is no role: write customer, supplier or partner.')
    return role
  })
  return [...new Set(roles)]
}

const LIFECYCLES: readonly [Lifecycle, RegExp][] = [
  ['former', /former|past|churn|inactive|lost/],
  ['customer', /customer|client|evangelist|^active/],
  ['prospect', /prospect|lead|subscriber|opportunit|other|qualified|evaluat|^new|^open/],
]

/** Throws `RowFault`. */
export function lifecycleOf(text: string): Lifecycle {
  const found = LIFECYCLES.find(([, pattern]) => pattern.test(text.toLowerCase()))?.[0]
  if (!found) throw new RowFault('lifecycle', text, 'It is no stage of life: write prospect, customer or former.')
  return found
}

/** `Net 30`, `30 days`, `30`, `due on receipt`. Throws `RowFault`. */
export function termsOf(text: string): number {
  if (/receipt|immediate|sofort|prepaid|cash/i.test(text)) return 0
  const days = Number(/\b(\d{1,3})\b/.exec(text)?.[1] ?? Number.NaN)
  if (!(days <= 365)) throw new RowFault('terms', text, 'It says no number of days, like 30 or Net 30.')
  return days
}

const COUNTRIES: Readonly<Record<string, string>> = {
  usa: 'US',
  'u.s.': 'US',
  'u.s.a.': 'US',
  'united states of america': 'US',
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'great britain': 'GB',
  deutschland: 'DE',
  österreich: 'AT',
  schweiz: 'CH',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
}

/** Throws `RowFault`. */
export function countryOf(text: string): string {
  const code = COUNTRIES[text.trim().toLowerCase()] ?? countryCode(text)
  if (code === null)
    throw new RowFault('country', text, 'It is no country: write its code, like DE, or its English name.')
  return code
}
