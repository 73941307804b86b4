import { fileName } from '../../../documents/report/about.js'
import { reportCsv } from '../../../documents/report/report-csv.js'
import { reportPdf } from '../../../documents/report/report-pdf.js'
import { reportPng } from '../../../documents/report/report-png.js'
import { reportXlsx } from '../../../documents/report/report-xlsx.js'
import { headlineOf, type MadeReport } from '../../../domain/reports/make-report.js'
import { forPeople } from '../../../domain/reports/months-for-people.js'
import type { ReplyFile } from '../reply.js'

export const REPORT_FILES = ['pdf', 'xlsx', 'csv', 'png'] as const
export type ReportFile = (typeof REPORT_FILES)[number]

type Made = { contentType: string; make(report: MadeReport): Promise<Uint8Array> }

const MADE: Readonly<Record<ReportFile, Made>> = {
  pdf: { contentType: 'application/pdf', make: (report) => reportPdf(forPeople(report)) },
  xlsx: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: reportXlsx },
  csv: { contentType: 'text/csv', make: async (report) => new TextEncoder().encode(reportCsv(report)) },
  png: { contentType: 'image/png', make: async (report) => reportPng(forPeople(report)) },
}

/** A report as a file. Throws `invalid` where it can't be one: a picture of what has no chart. */
export async function reportFile(report: MadeReport, as: ReportFile): Promise<ReplyFile> {
  const { contentType, make } = MADE[as]
  return { name: fileName(report, as), contentType, bytes: await make(report), title: headlineOf(report) }
}
