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
