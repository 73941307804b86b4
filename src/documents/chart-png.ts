import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Chart } from '../lib/chart.js'
import { chartSpec } from './chart/spec.js'
import { cjkFonts } from './cjk/cjk-fonts.js'
import { hasCjk } from './cjk/script.js'
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
    return await withLettersOf(chart, (more) => {
      const font = { fontFiles: [...chartFonts, ...more], loadSystemFonts: false, defaultFontFamily: chartFamily }
      return new Resvg(svg, { font, background: '#ffffff', fitTo: { mode: 'zoom', value: SCALE } }).render().asPng()
    })
  } finally {
    view.finalize()
  }
}

/** Letters that our font lacks are painted from fonts cut to them. resvg reads fonts from files alone, so they are files while it paints. */
async function withLettersOf<T>({ title, unit, categories, series }: Chart, paint: (files: string[]) => T): Promise<T> {
  const texts = [title, unit, ...categories, ...series.map(({ name }) => name)].filter(hasCjk)
  if (texts.length === 0) return paint([])
  const { files } = await cjkFonts(texts)
  const directory = await mkdtemp(path.join(os.tmpdir(), 'daybook-chart-'))
  try {
    const written = [...files.values()].map((bytes, at) => ({ bytes, file: path.join(directory, `${at}.ttf`) }))
    for (const { bytes, file } of written) await writeFile(file, bytes)
    return paint(written.map(({ file }) => file))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Loaded with the first chart: half a second that no other command waits for. */
const drawing = () => Promise.all([import('vega-lite'), import('vega'), import('@resvg/resvg-js')])
