import type { Chart } from '../../lib/chart.js'
import { clip } from '../../lib/text.js'

/**
 * One value to draw. `label` is what stands beside the mark, empty where labels would collide. `dips`: a line bends upwards here, so that it
 * would run through what stands above it. `side`: on which side of its mark a label stands clear of a line that rises or falls there.
 */
export type Point = {
  category: string
  series: string
  order: number
  value: number
  label: string
  dips: boolean
  side: Side
}

export const SIDES = ['left', 'middle', 'right'] as const
type Side = (typeof SIDES)[number]

const LONGEST = 28

/** Long names are cut so that the plot keeps its room; two that would become the same keep their number. */
export function categoryLabels(categories: readonly string[]): string[] {
  const cut = categories.map((name) => clip(name, LONGEST))
  return cut.map((name, i) => (cut.indexOf(name) === i ? name : `${name} (${i + 1})`))
}

export function pointsOf(chart: Chart): Point[] {
  const names = categoryLabels(chart.categories)
  const labelled = labels(chart)
  const ends = lineEnds(chart)
  return chart.series.flatMap((series, order) =>
    names.map((category, i) => {
      const value = series.values[i] ?? 0
      const end = i === names.length - 1 ? ends[order] : undefined
      const label = labelled(i) && value !== 0 && end !== 'unsaid' ? compact(value) : ''
      const dips = end === undefined ? dipsAt(series.values, i) : end === 'below'
      return { category, series: series.name, order, value, label, dips, side: sideAt(series.values, i, dips) }
    }),
  )
}

/** Of the values' span: two labels that are nearer to each other than this are written over each other. */
const LABEL_GAP = 0.14

type End = 'above' | 'below' | 'unsaid'

/** Where several lines end: the highest says its value above, the lowest below, one between them where there is room for it. */
function lineEnds({ kind, series }: Chart): readonly End[] {
  if (kind !== 'line' || series.length < 2) return []
  const values = series.map(({ values }) => values.at(-1) ?? 0)
  const all = series.flatMap((each) => each.values)
  const room = (Math.max(0, ...all) - Math.min(0, ...all)) * LABEL_GAP
  const order = values.map((_, at) => at).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0))
  const isNear = (a: number | undefined, b: number) =>
    a !== undefined && Math.abs((values[a] ?? 0) - (values[b] ?? 0)) < room
  return values.map((_, at) => {
    const place = order.indexOf(at)
    if (place === 0) return 'above'
    if (place === order.length - 1) return 'below'
    return isNear(order[place - 1], at) || isNear(order[place + 1], at) ? 'unsaid' : 'above'
  })
}

/** Against the middle of its neighbours, or the one that there is. */
function dipsAt(values: readonly number[], i: number): boolean {
  const near = [values[i - 1], values[i + 1]].filter((value) => value !== undefined)
  return near.reduce((sum, value) => sum + value, 0) > near.length * (values[i] ?? 0)
}

/** A line that rises passes above to the right and below to the left; at an end, a peak or a dip there is room in the middle. */
function sideAt(values: readonly number[], i: number, dips: boolean): Side {
  const [before, now, after] = [values[i - 1], values[i] ?? 0, values[i + 1]]
  if (before === undefined || after === undefined) return 'middle'
  if (before < now && now < after) return dips ? 'right' : 'left'
  return before > now && now > after ? (dips ? 'left' : 'right') : 'middle'
}

/** Which points say their value: all where there is room; of a line with many the last. A stack says its total instead. */
function labels({ kind, categories, series }: Chart): (i: number) => boolean {
  const marks = categories.length * series.length
  if (kind === 'stacked-bar') return () => false
  if (kind === 'line') return (i) => (series.length === 1 && categories.length <= 12) || i === categories.length - 1
  return () => marks <= 24
}

/** The total of each stack, at its end. */
export function stackTotals(chart: Chart): Omit<Point, 'series' | 'order' | 'dips' | 'side'>[] {
  return categoryLabels(chart.categories).map((category, i) => {
    const value = chart.series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0)
    const above = chart.series.reduce((sum, { values }) => sum + Math.max(values[i] ?? 0, 0), 0)
    return { category, value: above, label: value === 0 ? '' : compact(value) }
  })
}

/** `1.2M`, `45.6k`, `950`: three digits are what an eye takes from a chart. */
export function compact(value: number): string {
  const size = Math.abs(value)
  const [divisor, unit] =
    size >= 999_500_000 ? [1e9, 'bn'] : size >= 999_500 ? [1e6, 'M'] : size >= 999.5 ? [1e3, 'k'] : [1, '']
  const scaled = size / divisor
  const digits = scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2
  const text = scaled.toFixed(divisor === 1 && Number.isInteger(size) ? 0 : digits)
  return `${value < 0 ? '−' : ''}${text.includes('.') ? text.replace(/\.?0+$/, '') : text}${unit}`
}
