import type { Chart } from '../../lib/chart.js'
import { toDecimal } from '../../lib/money.js'
import type { Group } from './load-groups.js'
import { type Measure, measureLabel, type Query } from './query.js'
import { amountOf, figureOf, type Rates } from './tally.js'

const MOST_POINTS = 20
const MOST_SERIES = 6

/** What is drawn of groups: the first figure (else the count) by the first grouping, a second one as series. */
export function chartOf(query: Query, groups: readonly Group[], rates: Rates, only: string | null): { chart?: Chart } {
  const [first, second] = query.group
  if (!first || query.chart === 'none' || groups.length < 2) return {}
  const drawn = query.measures.find(({ of }) => of !== 'count') ?? { of: 'count' as const }
  const value = valueOf(query, drawn, rates, only)
  const keys = [...new Set(groups.map(({ values }) => values[0]?.label ?? ''))]
  const categories = first.part ? keys.slice(-MOST_POINTS) : keys.slice(0, MOST_POINTS)
  const names = second ? [...new Set(groups.map(({ values }) => values[1]?.label ?? ''))].slice(0, MOST_SERIES) : [null]
  const series = names.map((name) => ({
    name: name ?? nameOf(drawn, query),
    values: categories.map((category) => {
      const group = groups.find(
        ({ values }) => values[0]?.label === category && (name === null || values[1]?.label === name),
      )
      return group ? value(group) : 0
    }),
  }))
  const kind =
    query.chart === 'line' || query.chart === 'bar'
      ? query.chart
      : query.chart === 'stacked' || second
        ? 'stacked-bar'
        : first.part
          ? 'line'
          : 'bar'
  const money = drawn.of !== 'count' && drawn.path.field?.type === 'money'
  const title = `${nameOf(drawn, query)} by ${first.path.label.toLowerCase()}${second ? ` and ${second.path.label.toLowerCase()}` : ''}`
  return { chart: { kind, title, unit: money ? (only ?? rates.base) : nameOf(drawn, query), categories, series } }
}

const nameOf = (measure: Measure, { set }: Query): string =>
  measure.of === 'count' ? `${set.many[0]?.toUpperCase() ?? ''}${set.many.slice(1)}` : measureLabel(measure)

function valueOf(query: Query, measure: Measure, rates: Rates, only: string | null): (group: Group) => number {
  if (measure.of === 'count') return ({ n }) => n
  const at = query.measures.indexOf(measure)
  return ({ tallies }) => {
    const tally = tallies[at] ?? new Map()
    if (measure.path.field?.type !== 'money') return Number(figureOf(tally, measure.of) ?? 0)
    const amount = amountOf(tally, measure.of, rates, only)
    return amount ? Number(toDecimal(amount)) : 0
  }
}
