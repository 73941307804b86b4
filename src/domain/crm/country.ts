import { nameKey } from '../../lib/name-key.js'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

const named = (code: string): string | undefined => (code === 'ZZ' ? undefined : NAMES.of(code))

/** By `nameKey`; made when a name is first looked up, since most of what starts needs none. */
let codes: ReadonlyMap<string, string> | undefined

function codesByName(): ReadonlyMap<string, string> {
  const all = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  // Of two codes with one name the first counts.
  return new Map(all.toReversed().flatMap((code) => (named(code) ? [[nameKey(named(code) ?? ''), code]] : [])))
}

/** The ISO 3166 code of a country by its English name, as `nameKey` has it. */
export function countryNamed(key: string): string | undefined {
  codes ??= codesByName()
  const code = codes.get(key)
  return code && current(code)
}

/** The ISO 3166 code of a country, from its code or its English name; null when it is none. */
export function countryCode(text: string): string | null {
  const typed = text.trim()
  if (/^[a-z]{2}$/i.test(typed)) return named(typed.toUpperCase()) ? current(typed.toUpperCase()) : null
  return countryNamed(nameKey(typed)) ?? null
}

/** Codes of countries that are no more – DD, SU – are those of what they became. */
const current = (code: string): string => new Intl.Locale(`und-${code}`).region ?? code
