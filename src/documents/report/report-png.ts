import type { MadeReport } from '../../domain/reports/make-report.js'
import { invalid } from '../../lib/errors.js'
import { chartPng } from '../chart-png.js'

/** A report's chart as a picture that stands alone: what it is of stands under its title. Throws `invalid` where there is none. */
export function reportPng(report: MadeReport): Promise<Uint8Array> {
  const { chart, title, period, standing, filters, company } = report
  if (!chart || chart.categories.length === 0)
    throw invalid(`${title} has nothing to draw here. Ask for it as pdf, xlsx or csv.`)
  const under = [[chart.unit, company, period], standing ? [standing.replace(/\.$/, '')] : [], filters]
  const lines = under.filter((line) => line.length > 0).map((line) => line.join(' · '))
  return chartPng({ ...chart, unit: lines.join('\n') })
}
