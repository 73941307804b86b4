import { nameKey } from '../../lib/name-key.js'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')

/** The ISO 3166 code of a country, from its code or its English name; null when it is none. */
export function countryCode(text: string): string | null {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const named = (code: string) => (code === 'ZZ' ? undefined : names.of(code))
  const typed = text.trim()
  if (/^[a-z]{2}$/i.test(typed)) return named(typed.toUpperCase()) ? current(typed.toUpperCase()) : null
  const key = nameKey(typed)
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  const code = codes.find((each) => nameKey(named(each) ?? '') === key && key !== '')
  return code === undefined ? null : current(code)
}

/** Codes of countries that are no more – DD, SU – are those of what they became. */
const current = (code: string): string => new Intl.Locale(`und-${code}`).region ?? code
