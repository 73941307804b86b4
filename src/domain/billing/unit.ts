/** What a line counts, by the code of UN/ECE Recommendation 20 (EN 16931 BT-130): how people type it, and how it is printed. */
const UNITS: Record<string, { words: readonly string[]; short: string }> = {
  C62: { words: ['one', 'unit', 'units'], short: '' },
  H87: { words: ['piece', 'pieces', 'pc', 'pcs'], short: 'pcs' },
  HUR: { words: ['hour', 'hours', 'h', 'hr'], short: 'h' },
  DAY: { words: ['day', 'days', 'd'], short: 'd' },
  WEE: { words: ['week', 'weeks'], short: 'wk' },
  MON: { words: ['month', 'months'], short: 'mo' },
  ANN: { words: ['year', 'years'], short: 'yr' },
  KGM: { words: ['kg', 'kilogram', 'kilograms'], short: 'kg' },
  LTR: { words: ['l', 'litre', 'litres', 'liter'], short: 'l' },
  MTR: { words: ['m', 'metre', 'metres', 'meter'], short: 'm' },
  MTK: { words: ['m2', 'sqm'], short: 'm²' },
  KMT: { words: ['km', 'kilometre', 'kilometres'], short: 'km' },
  KWH: { words: ['kwh'], short: 'kWh' },
}

export const UNIT_WORDS = Object.values(UNITS).flatMap(({ words }) => words[0] ?? [])

/** The code of a word or of itself; null where it is neither. */
export function unitCode(word: string): string | null {
  const typed = word.trim()
  if (typed.toUpperCase() in UNITS) return typed.toUpperCase()
  const found = Object.entries(UNITS).find(([, { words }]) => words.includes(typed.toLowerCase()))
  return found ? found[0] : null
}

/** "h"; nothing for plain units, the code itself for one that we have no word for. */
export const unitShort = (code: string): string => UNITS[code]?.short ?? code
