import type { BankLine } from './line-store.js'

/** Letters and digits alone, capitals: payers write `inv 2026/0042` for INV-2026-0042. */
export const foldReference = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')

/** Shorter ones stand in any text by chance. */
const LEAST = 5

/** Everything that a line says: capitals, a row for each field; and folded, to look quickly. */
export type Said = { plain: string; folded: string }

export function saidIn({
  remittance,
  reference,
  endToEndId,
}: Pick<BankLine, 'remittance' | 'reference' | 'endToEndId'>): Said {
  const fields = [remittance, reference, endToEndId].map((part) => part ?? '')
  return {
    plain: fields.map((part) => part.normalize('NFKD').toUpperCase().replaceAll('\n', ' ')).join('\n'),
    folded: fields.map(foldReference).join('\n'),
  }
}

/**
 * Whether a text names a reference, however it is spaced. A digit right beside it makes it another number: INV-2026-0042 is not in
 * INV-2026-00421, but an amount may follow it. A reference without letters must hold six digits at least.
 */
export const names = (said: Said, reference: string): boolean => placeOf(said, reference) !== null

/** Where it stands, and where it ends. */
function placeOf({ plain, folded }: Said, reference: string): { end: number } | null {
  const wanted = foldReference(reference)
  const digitsAlone = /^\d+$/.test(wanted)
  if (wanted.length < LEAST + (digitsAlone ? 1 : 0) || !folded.includes(wanted)) return null
  // Digits alone are spaced as the number itself is: those of an account in groups of four are none.
  const parts = digitsAlone ? reference.normalize('NFKD').split(/\D+/).filter(Boolean) : [...wanted]
  const before = /^\d/.test(wanted) ? '(?<!\\d)' : ''
  const after = /\d$/.test(wanted) ? '(?!\\d)' : ''
  const found = new RegExp(before + parts.join('[^A-Z0-9\\n]*') + after).exec(plain)
  return found ? { end: found.index + found[0].length } : null
}

/** A number's last digits, as a list goes on after one that is written out: `0043` and `44` after INV-2026-0042. */
const LIST = /^(?:(?:[\s,;/+&]|\bUND\b|\bAND\b|\bET\b)+\d{2,}(?![\d.,]\d))+/

/** What a text names in short after a reference, folded: the digits stand for as many at its end. */
export function shortNamed(said: Said, reference: string): readonly string[] {
  const wanted = foldReference(reference)
  const digits = /\d+$/.exec(wanted)?.[0] ?? ''
  const place = placeOf(said, reference)
  const list = place && digits.length > 0 ? LIST.exec(said.plain.slice(place.end)) : null
  return (list?.[0].match(/\d+/g) ?? [])
    .filter((each) => each.length <= digits.length)
    .map((each) => wanted.slice(0, wanted.length - each.length) + each)
}
