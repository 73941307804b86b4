import { type MadeReport, unitsOf } from '../../domain/reports/make-report.js'
import { utcMinute } from '../../lib/dates.js'

/** What every document of a report says of it, beside its figures. */
export function aboutReport(report: MadeReport): [label: string, value: string][] {
  const units = unitsOf(report)
  return [
    ['Company', report.company],
    ['Period', report.period],
    ...(report.standing ? [['Books', report.standing] as [string, string]] : []),
    ...(report.filters.length > 0 ? [['Asked for', report.filters.join('; ')] as [string, string]] : []),
    ...(units === null ? [] : [['Currency', units] as [string, string]]),
    ...(report.sealNumber === undefined ? [] : [['Seal', report.sealNumber.toString()] as [string, string]]),
    ['Made', `${utcMinute(report.at)} UTC`],
  ]
}

/** `profit-and-loss-2026-10-31`: of what it is and up to when. */
export const fileName = ({ name, asOf, to }: MadeReport, ending: string): string => `${name}-${to ?? asOf}.${ending}`
