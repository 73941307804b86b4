import { chartFamily } from '../fonts.js'

const text = { font: chartFamily, fontSize: 12 }
const DARK = '#1e293b'
/**
 * Okabe and Ito's palette, and our dark for a seventh series: told apart by people with any colour vision (a test simulates three), and in
 * print by its lightness. As many as a chart may have series; an eighth would look like the first.
 */
export const PALETTE = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9', DARK]
const MUTED = '#64748b'

/** Fonts, greys and spacing of all charts. */
export const theme = {
  background: '#ffffff',
  padding: 20,
  font: chartFamily,
  view: { stroke: null },
  title: {
    font: chartFamily,
    fontSize: 17,
    fontWeight: 'bold',
    color: DARK,
    anchor: 'start',
    offset: 18,
    subtitleFont: chartFamily,
    subtitleFontSize: 12,
    subtitleColor: MUTED,
    subtitlePadding: 6,
    frame: 'bounds',
  },
  axis: {
    labelFont: chartFamily,
    labelFontSize: 12,
    labelColor: DARK,
    labelLimit: 300,
    labelPadding: 8,
    labelAngle: 0,
  },
  axisQuantitative: { domain: false, ticks: false, labelColor: MUTED },
  legend: {
    labelFont: chartFamily,
    labelFontSize: 12,
    labelColor: DARK,
    symbolType: 'square',
    symbolSize: 110,
    labelLimit: 200,
    offset: 12,
    columnPadding: 18,
  },
  bar: { color: PALETTE[0], cornerRadiusEnd: 2 },
  line: { color: PALETTE[0], strokeWidth: 2.5 },
  point: { color: PALETTE[0], filled: true, size: 45, opacity: 1 },
  text: { ...text, color: DARK },
  range: { category: PALETTE },
  scale: { bandPaddingInner: 0.28, bandPaddingOuter: 0.15, offsetBandPaddingInner: 0.08 },
}
