import { expect, it } from 'vitest'
import { chartPng } from '../../../src/documents/chart-png.js'
import type { Chart } from '../../../src/lib/chart.js'

const chart = (kind: Chart['kind'], categories: string[], ...series: number[][]): Chart => ({
  kind,
  title: 'Umsatz – Выручка',
  unit: 'EUR',
  categories,
  series: series.map((values, i) => ({ name: `Series ${i}`, values })),
})

/** Width and height of the IHDR chunk (PNG, RFC 2083). */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset)
  expect(Buffer.from(png.slice(1, 4)).toString()).toBe('PNG')
  return [view.getUint32(16), view.getUint32(20)]
}

it.each([
  ['a bar', chart('bar', ['Q1', 'Q2'], [1, -2])],
  ['groups', chart('bar', ['Q1', 'Q2'], [1, 2], [3, 4])],
  [
    'long names',
    chart('bar', ['A very long customer name that goes on', 'Another long one', 'Third customer'], [1, 2, 3]),
  ],
  ['stacks', chart('stacked-bar', ['Nordwind Logistik AG', 'Helios Energie'], [1, 2], [3, 4], [5, 6])],
  ['a line', chart('line', ['Jan', 'Feb', 'Mar'], [1, 2, 3], [3, 2, 1])],
  ['nothing', chart('bar', [], [])],
])('draws %s', async (_, given) => {
  const [width, height] = sizeOf(await chartPng(given))
  expect(width).toBeGreaterThan(800)
  expect(height).toBeGreaterThan(200)
})

it('draws its text: the same chart without words is smaller', async () => {
  const words = await chartPng(chart('bar', ['January', 'February'], [1, 2]))
  const silent = await chartPng({ ...chart('bar', [' ', '  '], [1, 2]), title: ' ', unit: ' ' })
  expect(words.length).toBeGreaterThan(silent.length * 1.15)
})

it('draws names that our own font has no letters for: each would be the same row of boxes', async () => {
  const drawn = async (name: string) => Buffer.from(await chartPng(chart('bar', [name, 'Acme'], [2, 1])))
  expect((await drawn('株式会社')).equals(await drawn('有限公司'))).toBe(false)
})
