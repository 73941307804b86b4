import { nameKey } from '../../lib/name-key.js'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')

/** The ISO 3166 code of a country, from its code or its English name; null when it is none. */
export function countryCode(text: string): string | null {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const named = (code: string) => (code === 'ZZ' ? undefined : names.of(code))
  const typed = text.trim()
  if (/^[a-z]{2}$/i.test(typed)) return named(typed.toUpperCase()) ? typed.toUpperCase() : null
  const key = nameKey(typed)
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  return codes.find((code) => nameKey(named(code) ?? '') === key && key !== '') ?? null
}
