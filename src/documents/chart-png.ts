import type { Chart } from '../lib/chart.js'
import { chartSpec } from './chart/spec.js'
import { chartFamily, chartFonts } from './fonts.js'

/** Twice the size it is shown at: sharp on dense screens. */
const SCALE = 2

/**
 * A chart as PNG bytes, the same on every machine: Vega-Lite draws SVG, resvg paints it with our own fonts (with none it would
 * paint no text, without a word). At most 6 series of 20 points, as `Chart` says.
 */
export async function chartPng(chart: Chart): Promise<Uint8Array> {
  const [{ compile }, { parse, View }, { Resvg }] = await drawing()
  const view = new View(parse(compile(chartSpec(chart)).spec), { renderer: 'none' })
  try {
    const svg = await view.toSVG()
    const options = { font: { fontFiles: chartFonts, loadSystemFonts: false, defaultFontFamily: chartFamily } }
    return new Resvg(svg, { ...options, background: '#ffffff', fitTo: { mode: 'zoom', value: SCALE } }).render().asPng()
  } finally {
    view.finalize()
  }
}

/** Loaded with the first chart: half a second that no other command waits for. */
const drawing = () => Promise.all([import('vega-lite'), import('vega'), import('@resvg/resvg-js')])
