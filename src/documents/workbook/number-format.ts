/** How a cell's number is shown: with so many decimals, as it is, or as something that is no amount (a day, a percentage). */
export type NumberFormat = { decimals: number } | 'general' | 'other'

/** Formats that have no code of their own in the file (ECMA-376, 18.8.30); those that are not here are days, times, rates. */
const BUILT_IN: Readonly<Record<number, NumberFormat>> = {
  0: 'general',
  49: 'general',
  ...Object.fromEntries([1, 3, 5, 6, 37, 38, 41, 42].map((id) => [id, { decimals: 0 }])),
  ...Object.fromEntries([2, 4, 7, 8, 39, 40, 43, 44].map((id) => [id, { decimals: 2 }])),
}

/** From here on a file says its own codes. */
const OWN_FROM = 164

export function numberFormat(id: number, codes: ReadonlyMap<number, string>): NumberFormat {
  const code = codes.get(id)
  if (code !== undefined) return formatOf(code)
  return BUILT_IN[id] ?? (id < OWN_FROM ? 'other' : 'general')
}

/** What stands in quotes, brackets, behind a backslash, or fills and spaces is no part of the figures. */
const DECORATION = /"[^"]*"|\[[^\]]*\]|[\\_*]./g

function formatOf(code: string): NumberFormat {
  const [positive = ''] = code.replace(DECORATION, '').split(';')
  if (/general|^@?$/i.test(positive)) return 'general'
  if (/[ymdhs%/]|E[+-]/i.test(positive)) return 'other'
  return { decimals: /\.([0#?]*)/.exec(positive)?.[1]?.length ?? 0 }
}
