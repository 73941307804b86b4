import type { CustomTableLayout } from 'pdfmake/interfaces.js'
import type { Letterhead } from '../../domain/billing/letterhead.js'

const ACCENT = '#1f5f8b'

/** One accent (the company's own, if its letterhead names one), and three greys. */
export const colours = ({ seller }: { seller: { letterhead: Letterhead } }) => ({
  accent: seller.letterhead.accent ?? ACCENT,
  dark: '#1e293b',
  muted: '#64748b',
  rule: '#cbd5e1',
  tint: '#f1f5f9',
})

/** Space between columns only, no lines: for pairs of label and value. */
export const plain: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (i) => (i === 0 ? 0 : 10),
  paddingRight: () => 0,
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
}

/** A rule under the heads and under each row. */
export function ruled(letter: Parameters<typeof colours>[0]): CustomTableLayout {
  const { accent, rule } = colours(letter)
  return {
    hLineWidth: (i) => (i === 0 ? 0 : i === 1 ? 1 : 0.5),
    hLineColor: (i) => (i === 1 ? accent : rule),
    vLineWidth: () => 0,
    paddingLeft: (i) => (i === 0 ? 0 : 8),
    paddingRight: () => 0,
    paddingTop: () => 5,
    paddingBottom: () => 4,
  }
}
