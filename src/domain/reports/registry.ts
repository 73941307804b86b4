import { foldersIn, loadDeclared } from '../../lib/load-declared.js'
import type { Report } from './define-report.js'

/** Every report by its name: the files of the folders below this one that export one. */
export async function loadReports(): Promise<ReadonlyMap<string, Report>> {
  const reports = await loadDeclared<Report>(await foldersIn(new URL('./', import.meta.url)))
  return new Map(reports.map((report) => [report.name, report]))
}
