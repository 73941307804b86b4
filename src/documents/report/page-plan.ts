import type { MadeReport } from '../../domain/reports/make-report.js'
import type { Column } from '../../lib/table.js'
import { aboutReport } from './about.js'
import { longestTexts } from './column-texts.js'

/** More columns lie across, on larger paper and in smaller letters. */
const LOOKS = [
  { upTo: 5, page: 'A4', landscape: false, size: 8.5, width: 483, height: 738 },
  { upTo: 9, page: 'A4', landscape: true, size: 8, width: 730, height: 491 },
  { upTo: 14, page: 'A4', landscape: true, size: 6.5, width: 730, height: 491 },
  { upTo: Number.POSITIVE_INFINITY, page: 'A3', landscape: true, size: 6.5, width: 1078, height: 738 },
] as const

type Look = (typeof LOOKS)[number]

/** How wide a letter is and how high a line, of the letters' size; what stands beside and above a cell's text, in points. */
const LETTER = 0.62
const LINE = 1.35
const BESIDE = 9
const ABOVE = 5.5

/** With a chart, few narrow columns stand upright where more would lie across: an upright page has room for both. */
export function lookOf(report: MadeReport): Look {
  const [upright] = LOOKS
  const usual = LOOKS.find(({ upTo }) => report.columns.length <= upTo) ?? LOOKS[3]
  return report.chart && usual === LOOKS[1] && tableWidth(report, upright) <= upright.width ? upright : usual
}

function tableWidth(report: MadeReport, { size }: Look): number {
  const longest = longestTexts(report)
  return report.columns.reduce((width, { label, type }, at) => {
    const head = label.length + (type === 'money' ? ' GBP'.length : 0)
    return width + Math.max(head, longest[at] ?? 0) * size * LETTER + BESIDE
  }, 0)
}

const CHART = { most: 290, least: 180 }

/** How high a chart may be: lower where its table then stands whole under it, and as high as it likes above one that goes on anyway. */
export function roomForChart(report: MadeReport, { size, height }: Look): number {
  const row = size * LINE + ABOVE
  const head = 26 + 12 + aboutReport(report).length * 15
  const table = (report.rows.length + 2) * row
  const notes = 12 + report.notes.length * 2 * size * LINE
  const left = height - head - table - notes - 12
  return left < CHART.least ? CHART.most : Math.min(left, CHART.most)
}

/** Letters of a code, as of a currency: no text that wants room. */
const CODE = 5

/** Texts share what figures leave, and codes take what they need; without any text the figures share all. */
export function widthsOf(columns: readonly Column[], longest: readonly number[]): ('auto' | '*')[] {
  const texts = columns.filter(({ type }) => type === 'text' || type === 'record')
  const long = texts.filter((column) => (longest[columns.indexOf(column)] ?? 0) > CODE)
  const wide = long.length > 0 ? long : texts.slice(0, 1)
  const grows = wide.length > 1 ? wide.slice(1) : wide
  return columns.map((column) => (grows.includes(column) ? '*' : 'auto'))
}
