/** Letters that Unicode does not decompose into a base letter and a mark, so NFKD alone would leave "Łódź" unfindable as "lodz". */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
}

/**
 * The form in which names are compared and stored in a `…Key` column: compatibility-decomposed (NFKD), no accents, lower
 * case, single spaces. `nameKey('  Škoda  Auto ') === 'skoda auto'`. Scripts without case or accents pass through.
 */
export const nameKey = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\p{M}/gu, '') // lower-casing İ leaves a combining dot behind
    .replace(/[ßæœøđðłħıþ]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()

/** Keys that begin with `prefix` are `>= prefix and < prefixEnd(prefix)`: plain comparison stays on the index behind row security. */
export const prefixEnd = (prefix: string): string => `${prefix}\u{10ffff}`
