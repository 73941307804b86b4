import { loadDeclared } from '../../lib/load-declared.js'
import type { Report } from './define-report.js'

/** Every report by its name: the files of this folder that export one. */
export async function loadReports(): Promise<ReadonlyMap<string, Report>> {
  const reports = await loadDeclared<Report>(new URL('./', import.meta.url))
  return new Map(reports.map((report) => [report.name, report]))
}
