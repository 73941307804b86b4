import { isRecord, list, records } from '../json.js'
import { LIMITS } from './limits.js'
import { checkObject, fault, may, need, type Place, type Rule, step } from './place.js'
import { byType, listOf, number, object, string } from './rules.js'

const label = string({ min: 1, max: LIMITS.chartLabel })

const pie: Rule = object({
  segments: need(listOf(object({ label: need(label), value: need(number()) }), { min: 1, max: LIMITS.chartSegments })),
})

const axes: Rule = object({
  categories: need(listOf(label, { min: 1, max: LIMITS.chartPoints })),
  x_label: may(string({ max: LIMITS.axisLabel })),
  y_label: may(string({ max: LIMITS.axisLabel })),
})

const series: Rule = object({
  name: need(label),
  data: need(listOf(object({ label: need(label), value: need(number()) }), { min: 1, max: LIMITS.chartPoints })),
})

const plotted: Rule = (place, value) => {
  const spec = { series: need(listOf(series, { min: 1, max: LIMITS.chartSeries })), axis_config: need(axes) }
  if (!checkObject(place, value, spec) || !isRecord(value.axis_config)) return
  const categories = list(value.axis_config.categories)
  const names = new Set<unknown>()
  records(value.series).forEach((each, index) => {
    const at = step(step(place, 'series'), index)
    if (names.has(each.name)) fault(step(at, 'name'), 'series names must be unique')
    names.add(each.name)
    checkLabels(step(at, 'data'), records(each.data), categories)
  })
}

/** Each point belongs to a category, and each category has its point. */
function checkLabels(place: Place, points: Record<string, unknown>[], categories: unknown[]): void {
  points.forEach((point, index) => {
    if (!categories.includes(point.label)) fault(step(step(place, index), 'label'), 'must be one of the categories')
  })
  if (categories.some((each) => !points.some((point) => point.label === each))) {
    fault(place, 'must have a value for every category')
  }
}

const positiveSegments: Rule = (place, value) => {
  pie(place, value)
  if (!isRecord(value)) return
  records(value.segments).forEach((each, index) => {
    if (typeof each.value === 'number' && each.value <= 0) {
      fault(step(step(step(place, 'segments'), index), 'value'), 'must be greater than 0')
    }
  })
}

export const chart: Rule = (place, value) => {
  if (++place.sheet.charts > LIMITS.charts)
    fault(place, `no more than ${LIMITS.charts} data_visualization blocks allowed`)
  object({
    block_id: may(string({ max: LIMITS.blockId })),
    title: need(string({ min: 1, max: LIMITS.chartTitle })),
    chart: need(byType({ pie: positiveSegments, bar: plotted, area: plotted, line: plotted })),
  })(place, value)
}
