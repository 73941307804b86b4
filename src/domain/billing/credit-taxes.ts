import type { InvoiceLine } from './invoice-line.js'

type Taxed = Pick<InvoiceLine, 'tax' | 'netMinor' | 'taxMinor'>

/**
 * The lines of a credit note with the last cents of the tax: each note's tax is rounded by itself, so the one that credits what is left
 * under a code takes what the invoice and its earlier notes leave of its tax. Else a cent stays open that nothing could ever settle.
 */
export function withLastCents<Line extends Taxed>(
  lines: readonly Line[],
  charged: readonly Taxed[],
  earlier: readonly Taxed[],
): Line[] {
  const taken = lines.map((line) => ({ ...line }))
  for (const code of new Set(lines.map(({ tax }) => tax?.id))) {
    const of = (all: readonly Taxed[], which: 'netMinor' | 'taxMinor') =>
      all.reduce((sum, line) => (line.tax?.id === code ? sum + line[which] : sum), 0n)
    const left = (which: 'netMinor' | 'taxMinor') => of(charged, which) - of(earlier, which) - of(lines, which)
    const last = taken.findLast(({ tax }) => tax?.id === code)
    if (last && left('netMinor') === 0n) last.taxMinor += left('taxMinor')
  }
  return taken
}
