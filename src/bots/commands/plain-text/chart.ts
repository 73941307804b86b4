import type { Chart } from '../reply.js'
import { cutTo, harmless, padTo, widthOf } from './style.js'
import type { Canvas } from './table.js'

const BLOCKS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█']
/** One sign a series, so that a stacked bar tells them apart without colours. */
const SIGNS = ['█', '▓', '▒', '░', '▞', '▤']
const LONGEST_LABEL = 24

/** A chart as horizontal bars, one a category and series; stacked ones share a line. */
export function chartLines(chart: Chart, canvas: Canvas): string[] {
  const label = Math.min(LONGEST_LABEL, Math.max(...chart.categories.map(widthOf), 0))
  const values = chart.series.flatMap((series) => series.values)
  const figures = Math.max(...values.map((value) => figure(value).length), 1)
  const most = chart.kind === 'stacked-bar' ? highestStack(chart) : Math.max(...values.map(Math.abs), 0)
  const room = Math.max(10, canvas.width - label - figures - 4)
  const scale = most === 0 ? 0 : room / most
  const heading = canvas.style.bold(`${harmless(chart.title)}${chart.unit ? ` (${chart.unit})` : ''}`)
  const bars = chart.kind === 'stacked-bar' ? stackedBars(chart, label, scale) : plainBars(chart, label, scale, canvas)
  return [heading, ...bars, ...legend(chart, canvas)]
}

const figure = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 0 })

const highestStack = (chart: Chart): number =>
  Math.max(
    ...chart.categories.map((_, n) => chart.series.reduce((sum, series) => sum + Math.abs(series.values[n] ?? 0), 0)),
    0,
  )

function plainBars(chart: Chart, width: number, scale: number, { style }: Canvas): string[] {
  return chart.categories.flatMap((category, n) =>
    chart.series.map((series, index) => {
      const value = series.values[n] ?? 0
      const name = index === 0 ? cutTo(harmless(category), width) : ''
      const drawn =
        chart.series.length === 1
          ? bar(Math.abs(value) * scale)
          : (SIGNS[index] ?? '█').repeat(Math.round(Math.abs(value) * scale))
      return `${padTo(name, width, false)}  ${value < 0 ? style.red(drawn) : drawn} ${figure(value)}`
    }),
  )
}

/** To an eighth of a column; what isn't nothing is seen. */
function bar(length: number): string {
  const eighths = length > 0 ? Math.max(1, Math.round(length * 8)) : 0
  return '█'.repeat(Math.floor(eighths / 8)) + (BLOCKS[eighths % 8] ?? '')
}

function stackedBars(chart: Chart, width: number, scale: number): string[] {
  return chart.categories.map((category, n) => {
    const parts = chart.series.map((series, index) =>
      (SIGNS[index] ?? '█').repeat(Math.round(Math.abs(series.values[n] ?? 0) * scale)),
    )
    const total = chart.series.reduce((sum, series) => sum + (series.values[n] ?? 0), 0)
    return `${padTo(cutTo(harmless(category), width), width, false)}  ${parts.join('')} ${figure(total)}`
  })
}

function legend(chart: Chart, { style }: Canvas): string[] {
  if (chart.series.length < 2) return []
  return [style.dim(chart.series.map((series, n) => `${SIGNS[n] ?? '█'} ${harmless(series.name)}`).join('   '))]
}
