import { sealAll } from '../../../domain/ledger/seal-entries.js'
import type { Report, ReportArgs, ReportParams } from '../../../domain/reports/define-report.js'
import { type MadeReport, makeReport } from '../../../domain/reports/make-report.js'
import type { CommandContext } from '../define-command.js'
import type { ReportFile } from './report-file.js'

/**
 * A report as the asker may see it. What is not sealed yet could still be followed by an entry of an earlier number: sealed first,
 * a ledger report names its seal.
 */
export async function madeFor(
  context: CommandContext,
  report: Report,
  args: ReportArgs<ReportParams>,
  as?: ReportFile,
): Promise<MadeReport> {
  if (report.lane === 'ledger' || report.params['seal']) await sealAll(context.db, context.scope)
  const { workspace, today, now, asker } = context
  const owners = (capability: string) => asker.owners(capability)
  const may = (capability: string) => asker.may(capability)
  const { timeZone, id: askerId } = asker
  const asRows = as === 'csv' || as === 'xlsx'
  return context.read((read) =>
    makeReport(read, report, args, { workspace, today, now, timeZone, askerId, asRows, owners, may }),
  )
}
