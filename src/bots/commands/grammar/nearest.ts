import { distance } from 'fastest-levenshtein'

/** How many letters may differ, by the length of the typed word: a two-letter word is near nothing. */
const allowed = (length: number): number => (length <= 2 ? 0 : length <= 3 ? 1 : length <= 7 ? 2 : 3)

/** The known word that a mistyped one most likely was, or undefined. Swapped neighbours count as one slip. */
export function nearest(typed: string, known: Iterable<string>): string | undefined {
  const word = typed.toLowerCase().slice(0, 64)
  let best: { word: string; slips: number } | undefined
  for (const candidate of known) {
    const slips = slipsBetween(word, candidate.toLowerCase())
    if (slips <= allowed(word.length) && (!best || slips < best.slips)) best = { word: candidate, slips }
  }
  return best?.word
}

function slipsBetween(a: string, b: string): number {
  const slips = distance(a, b)
  if (slips !== 2 || a.length !== b.length) return slips
  const at = Array.from(a).findIndex((letter, index) => letter !== b[index])
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2) ? 1 : 2
}
