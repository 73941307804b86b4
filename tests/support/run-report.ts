import {
  type Report,
  type ReportArgs,
  type ReportContext,
  type ReportParams,
} from '../../src/domain/reports/define-report.js'
import { type MadeReport, makeReport } from '../../src/domain/reports/make-report.js'
import { type ReportData, reportData } from '../../src/domain/reports/report-data.js'
import type { TestBooks } from './books.js'

const TODAY = '2026-11-23'

export type Asked = Partial<Omit<ReportContext, 'workspace'>> & {
  currency?: string
  timeZone?: string
  fiscalYearStart?: number
}

type Books = Pick<TestBooks, 'read' | 'scope'>

/** A report as whoever may see all of it gets it, at noon of the tests' day. */
export function madeReport<P extends ReportParams>(
  { read, scope }: Books,
  report: Report<P>,
  args: ReportArgs<P>,
  { currency = 'EUR', timeZone = 'UTC', fiscalYearStart = 1, ...more }: Asked = {},
): Promise<MadeReport> {
  const place = { name: 'Lindenhof', baseCurrency: currency, country: 'DE', timeZone, fiscalYearStart }
  const workspace = { id: scope.workspaceId, ...place }
  const context: ReportContext = {
    workspace,
    today: TODAY,
    now: new Date(`${TODAY}T12:00:00Z`),
    timeZone,
    askerId: null,
    owners: () => 'all',
    may: () => true,
    ...more,
  }
  return read((scope) => makeReport(scope, report as unknown as Report, args as ReportArgs<ReportParams>, context))
}

/** The same as scripts get it. */
export const runReport = async <P extends ReportParams>(
  books: Books,
  report: Report<P>,
  args: ReportArgs<P>,
  asked: Asked = {},
): Promise<ReportData> => reportData(await madeReport(books, report, args, asked))
