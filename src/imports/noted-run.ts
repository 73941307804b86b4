import { inWorkspace } from '../db/in-workspace.js'
import { isRunKind } from '../domain/crm/import-run.js'
import { beginRun, endRun } from '../domain/crm/import-run-store.js'
import type { ImportReport } from './define-import.js'
import type { Records } from './read-records.js'
import { type ImportRun, runImport } from './run-import.js'

/** What such a file was noted as, where it changed anything and can be taken back as one. */
export type NotedReport = ImportReport & { run?: string }

/** Takes a file in under one reference, noted before it begins, so that one that was broken off can be taken back too. */
export async function notedImport(
  given: ImportRun,
  file: { filename: string; reference: string },
  records: Records,
): Promise<NotedReport> {
  const { name: kind } = given.kind
  if (given.dryRun || !isRunKind(kind)) return runImport(given, records)
  const scope = { ...given.scope, reference: file.reference }
  const source = given.context.source ?? 'file'
  const { id, ref } = await inWorkspace(given.db, given.scope, (tx) => beginRun(tx, { kind, source, ...file }))
  const report = await runImport({ ...given, scope }, records)
  await inWorkspace(given.db, given.scope, (tx) => endRun(tx, id, report))
  return report.created + report.updated > 0 ? { ...report, run: ref } : report
}
