import type { TopLevelSpec } from 'vega-lite'
import type { Chart } from '../../lib/chart.js'
import { categoryLabels, pointsOf, stackTotals } from './points.js'
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
    title: { text: chart.title, subtitle: chart.unit },
    ...size(chart, sideways),
    data: { values: pointsOf(chart) },
    layer,
    config: theme,
  } as unknown as TopLevelSpec
}

type Axes = { names: string; values: string }

const isWordy = ({ categories }: Chart): boolean =>
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
    [axes.values]: valueScale('value', chart.kind === 'stacked-bar' ? 'zero' : null),
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
    encoding: { [axes.names]: nameScale(chart), [axes.values]: valueScale('value', null), text: { field: 'label' } },
  }
}

function lines(chart: Chart, axes: Axes): Layer[] {
  const encoding = { [axes.names]: nameScale(chart), [axes.values]: valueScale('value', null) }
  return [
    { mark: { type: 'line' }, encoding: { ...encoding, ...colour(chart) } },
    { mark: { type: 'point' }, encoding: { ...encoding, ...colour(chart) } },
    {
      mark: { type: 'text', align: 'center', baseline: 'bottom', dy: -8 },
      encoding: { ...encoding, text: { field: 'label' } },
    },
  ]
}

const nameScale = (chart: Chart) => ({
  field: 'category',
  type: 'nominal',
  sort: categoryLabels(chart.categories),
  axis: { title: null, ticks: false, domain: true, grid: false },
})

const valueScale = (field: string, stack: 'zero' | null) => ({
  field,
  type: 'quantitative',
  stack,
  axis: { title: null, tickCount: 5, labelExpr: "replace(format(datum.value, '~s'), 'G', 'bn')" },
})

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
