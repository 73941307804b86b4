import type { BankLine } from './line-store.js'

/** Letters and digits alone, capitals: payers write `inv 2026/0042` for INV-2026-0042. */
export const foldReference = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')

/** Shorter ones stand in any text by chance. */
const LEAST = 5

/** Everything that a line says, folded. */
export const foldedText = (line: Pick<BankLine, 'remittance' | 'reference' | 'endToEndId'>): string =>
  [line.remittance, line.reference, line.endToEndId].map((part) => foldReference(part ?? '')).join(' ')

/**
 * Whether a text names a reference. A digit on either side makes it another number: INV-2026-0042 is not in INV-2026-00421. A
 * reference without letters must hold six digits at least, and no more than one part of the text can be it.
 */
export function names(text: string, reference: string): boolean {
  const wanted = foldReference(reference)
  if (wanted.length < LEAST || (/^\d+$/.test(wanted) && wanted.length < LEAST + 1)) return false
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = text[at - 1] ?? ' '
    const after = text[at + wanted.length] ?? ' '
    const begins = !(/\d/.test(before) && /\d/.test(wanted[0] ?? ''))
    const ends = !(/\d/.test(after) && /\d/.test(wanted.at(-1) ?? ''))
    if (begins && ends) return true
  }
  return false
}
