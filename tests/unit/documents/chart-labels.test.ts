import { expect, it } from 'vitest'
import { pointsOf } from '../../../src/documents/chart/points.js'
import { chartSpec } from '../../../src/documents/chart/spec.js'
import type { Chart } from '../../../src/lib/chart.js'

const chart = (kind: Chart['kind'], values: number[]): Chart => ({
  kind,
  title: 'Days',
  unit: 'days',
  categories: values.map((_, n) => `2026-${n}`),
  series: [{ name: 'Days', values }],
})

type Axis = { scale: { domain?: number[]; domainMax?: number }; axis: { tickMinStep?: number } }
const valueAxis = (of: Chart): Axis => {
  const { layer } = chartSpec(of) as unknown as { layer: { encoding: { y: Axis } }[] }
  return (layer[0] as (typeof layer)[number]).encoding.y
}

it('a label stands clear of the legend above the longest bar, whichever way it points', () => {
  expect(valueAxis(chart('bar', [100, 20])).scale.domain).toEqual([0, 108])
  expect(valueAxis(chart('bar', [100, -100])).scale.domain).toEqual([-116, 116])
  expect(valueAxis(chart('stacked-bar', [50, 20])).scale.domainMax).toBe(54)
  expect(valueAxis(chart('bar', [0, 0])).scale.domain).toEqual([0, 1])
})

it('whole things are counted in whole steps', () => {
  expect(valueAxis(chart('bar', [3, 1])).axis.tickMinStep).toBe(1)
  expect(valueAxis(chart('bar', [0.5, 0.2])).axis.tickMinStep).toBeUndefined()
})

it('a line has a label on the side away from which it bends', () => {
  const dips = (values: number[]) => pointsOf(chart('line', values)).map((point) => point.dips)
  expect(dips([30, 33, 57, 50, 48])).toEqual([true, true, false, true, true])
  expect(dips([5])).toEqual([false])
})

it('a label of a line that rises or falls stands on the side that it does not pass', () => {
  const sides = (values: number[]) =>
    pointsOf(chart('line', values)).map(({ dips, side }) => [dips ? 'below' : 'above', side])
  expect(sides([10, 30, 40, 20, 5, 5])).toEqual([
    ['below', 'middle'],
    ['above', 'left'],
    ['above', 'middle'],
    ['below', 'left'],
    ['below', 'middle'],
    ['above', 'middle'],
  ])
})

it('months along a line are left out before they run into each other, names of bars never', () => {
  const overlap = (of: Chart) => {
    const { layer } = chartSpec(of) as unknown as { layer: { encoding: { x: { axis: { labelOverlap: unknown } } } }[] }
    return layer[0]?.encoding.x.axis.labelOverlap
  }
  expect([overlap(chart('line', [1, 2])), overlap(chart('bar', [1, 2]))]).toEqual(['parity', false])
})

it('lines that end near each other say the highest above and the lowest below, and none over another', () => {
  const ends = (...last: number[]) =>
    pointsOf({
      ...chart('line', [0, 0]),
      series: last.map((value, n) => ({ name: `Line ${n}`, values: [100, value] })),
    })
      .filter(({ category }) => category === '2026-1')
      .map(({ label, dips }) => `${label} ${dips ? 'below' : 'above'}`)
  expect(ends(40, 30)).toEqual(['40 above', '30 below'])
  expect(ends(30, 40)).toEqual(['30 below', '40 above'])
  expect(ends(40, 36, 30)).toEqual(['40 above', ' above', '30 below'])
  expect(ends(90, 60, 30)).toEqual(['90 above', '60 above', '30 below'])
  expect(ends(40, 40)).toEqual(['40 above', '40 below'])
})

it('months stand upright under their bars however many they are, as people say them', () => {
  const { layer } = chartSpec({
    ...chart(
      'bar',
      Array.from({ length: 20 }, () => 1),
    ),
    categories: Array.from(
      { length: 20 },
      (_, n) => `20${25 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
    ),
  }) as unknown as { layer: { encoding: { x: { field: string; axis: { labelExpr: string } } } }[] }
  expect(layer[0]?.encoding.x).toMatchObject({
    field: 'category',
    axis: { labelExpr: expect.stringContaining('monthAbbrevFormat') },
  })
})
