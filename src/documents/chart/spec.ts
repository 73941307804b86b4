import type { TopLevelSpec } from 'vega-lite'
import type { Chart } from '../../lib/chart.js'
import { categoryLabels, pointsOf, SIDES, stackTotals } from './points.js'
import { theme } from './theme.js'

type Layer = Record<string, unknown>

/**
 * The chart as a Vega-Lite specification: names that are long lie on the left, one bar a row; a line runs over its months. Axes
 * are swapped by key, which Vega-Lite's own types can't follow, so the specification is asserted; the tests compile each kind.
 */
export function chartSpec(chart: Chart): TopLevelSpec {
  const sideways = chart.kind !== 'line' && isWordy(chart)
  const axes = sideways ? { names: 'y', values: 'x' } : { names: 'x', values: 'y' }
  const layer = chart.kind === 'line' ? lines(chart, axes) : bars(chart, axes, sideways)
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: chart.title, subtitle: subtitle(chart) },
    ...size(chart, sideways),
    data: { values: pointsOf(chart) },
    layer,
    config: theme,
  } as unknown as TopLevelSpec
}

/** A picture that stands alone says under its title what it is of, on several lines: on one it would widen the picture. */
const subtitle = ({ unit }: Chart): string | string[] => (unit.includes('\n') ? unit.split('\n') : unit)

type Axes = { names: string; values: string }

const isWordy = ({ categories }: Chart): boolean =>
  !categories.every(isMonth) &&
  Math.max(0, ...categories.map((name) => name.length)) > 90 / Math.max(categories.length, 1)

function size({ categories, series, kind }: Chart, sideways: boolean): { width: number; height: number } {
  if (!sideways) return { width: 660, height: 300 }
  const perRow = kind === 'bar' ? Math.max(1, series.length) * 18 + 10 : 30
  return { width: 520, height: Math.max(90, categories.length * perRow) }
}

function bars(chart: Chart, axes: Axes, sideways: boolean): Layer[] {
  const grouped = chart.kind === 'bar' && chart.series.length > 1
  const encoding = {
    [axes.names]: nameScale(chart),
    [axes.values]: valueScale(chart, chart.kind === 'stacked-bar' ? 'zero' : null),
    ...(grouped ? { [`${axes.names}Offset`]: { field: 'series', sort: null } } : {}),
  }
  const bar = { mark: { type: 'bar' }, encoding: { ...encoding, ...colour(chart), order: { field: 'order' } } }
  if (chart.kind === 'stacked-bar') return [bar, stackLabels(chart, axes, sideways)]
  return [bar, valueLabel(encoding, sideways, 'datum.value >= 0'), valueLabel(encoding, sideways, 'datum.value < 0')]
}

/** Beside the bar's end: above or to the right of a positive one, below or to the left of a negative one. */
function valueLabel(encoding: Layer, sideways: boolean, filter: string): Layer {
  const outward = filter.includes('<') ? -1 : 1
  const place = sideways
    ? { align: outward > 0 ? 'left' : 'right', baseline: 'middle', dx: 5 * outward }
    : { align: 'center', baseline: outward > 0 ? 'bottom' : 'top', dy: -4 * outward }
  return {
    transform: [{ filter }],
    mark: { type: 'text', ...place },
    encoding: { ...encoding, text: { field: 'label' } },
  }
}

function stackLabels(chart: Chart, axes: Axes, sideways: boolean): Layer {
  const place = sideways
    ? { align: 'left', baseline: 'middle', dx: 5 }
    : { align: 'center', baseline: 'bottom', dy: -4 }
  return {
    data: { values: stackTotals(chart) },
    mark: { type: 'text', fontWeight: 'bold', ...place },
    encoding: { [axes.names]: nameScale(chart), [axes.values]: valueScale(chart, null), text: { field: 'label' } },
  }
}

function lines(chart: Chart, axes: Axes): Layer[] {
  const encoding = { [axes.names]: nameScale(chart), [axes.values]: valueScale(chart, null) }
  return [
    { mark: { type: 'line' }, encoding: { ...encoding, ...colour(chart) } },
    { mark: { type: 'point' }, encoding: { ...encoding, ...colour(chart) } },
    ...SIDES.flatMap((side) => [
      {
        transform: [{ filter: `!datum.dips && datum.side === '${side}'` }],
        mark: { type: 'text', baseline: 'bottom', dy: side === 'middle' ? -8 : -2, ...BESIDE[side] },
        encoding: { ...encoding, text: { field: 'label' } },
      },
      {
        transform: [{ filter: `datum.dips && datum.side === '${side}'` }],
        mark: { type: 'text', baseline: 'top', dy: side === 'middle' ? 9 : 3, ...BESIDE[side] },
        encoding: { ...encoding, text: { field: 'label' } },
      },
    ]),
  ]
}

const BESIDE = {
  left: { align: 'right', dx: -5 },
  middle: { align: 'center' },
  right: { align: 'left', dx: 5 },
} as const

const isMonth = (name: string): boolean => /^\d{4}-\d{2}$/.test(name)

/** `2026-09` as "Sep" over "2026": as people say it, and no wider. */
const MONTH_OVER_YEAR = '[monthAbbrevFormat(toNumber(substring(datum.value, 5, 7)) - 1), substring(datum.value, 0, 4)]'

const nameScale = (chart: Chart) => ({
  field: 'category',
  type: 'nominal',
  sort: categoryLabels(chart.categories),
  axis: {
    title: null,
    ticks: false,
    domain: false,
    grid: false,
    // Along a line they are months and weeks, of which every other is enough; a bar's name is told nowhere else.
    labelExpr: chart.categories.every(isMonth) ? MONTH_OVER_YEAR : 'datum.value',
    labelOverlap: chart.kind === 'line' || chart.categories.length > 14 ? 'parity' : false,
    labelSeparation: 4,
  },
})

/** Zero is drawn darker than the other rules: it is the ground that bars stand on, wherever it lies. */
const valueScale = (chart: Chart, stack: 'zero' | null) => ({
  field: 'value',
  type: 'quantitative',
  stack,
  scale: stack ? { domainMax: range(chart)[1] } : { domain: range(chart) },
  axis: {
    title: null,
    tickCount: 5,
    // Nobody has half a deal.
    ...(isWhole(chart) ? { tickMinStep: 1 } : {}),
    labelExpr: "abs(datum.value) < 1000 ? format(datum.value, ',') : replace(format(datum.value, '~s'), 'G', 'bn')",
    gridColor: { condition: { test: 'datum.value === 0', value: '#94a3b8' }, value: '#e2e8f0' },
  },
})

const isWhole = ({ series }: Chart): boolean => series.every(({ values }) => values.every(Number.isInteger))

/** Of the values' span: as much as a label takes beside the end of the longest bar, so that it stands clear of the legend. */
const LABEL_ROOM = 0.08

/** From zero, or from below the lowest value, to above the highest, with room for their labels. */
function range(chart: Chart): [number, number] {
  const values =
    chart.kind === 'stacked-bar' ? stackTotals(chart).map(({ value }) => value) : chart.series.flatMap((s) => s.values)
  const high = Math.max(0, ...values)
  const low = Math.min(0, ...values)
  const room = (high - low) * LABEL_ROOM
  return [low < 0 ? low - room : 0, high + room || 1]
}

/** Colour and legend only where there are several series to tell apart. */
const colour = ({ series }: Chart) =>
  series.length > 1
    ? {
        color: {
          field: 'series',
          type: 'nominal',
          sort: series.map(({ name }) => name),
          legend: { title: null, orient: 'top' },
        },
      }
    : {}
