import { answerQuery } from '../../../domain/ask/answer-query.js'
import { maySee } from '../../../domain/ask/catalogue.js'
import type { Query } from '../../../domain/ask/query.js'
import type { RecordSet } from '../../../domain/ask/record-set.js'
import type { Report, ReportArgs, ReportParams } from '../../../domain/reports/define-report.js'
import { notFound } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'
import { tokenize } from '../grammar/tokenize.js'
import type { Reply } from '../reply.js'
import { explainReport } from '../report/explain-report.js'
import type { ReportFile } from '../report/report-file.js'
import { runReport } from '../report/run-report.js'
import { askContext, queryReading } from './ask-context.js'
import type { Line } from './misread.js'
import { readQuery } from './read-query.js'
import { settleNames } from './settle-names.js'

/** How a question is answered: as a file, or with what is behind a row of it (`all`: behind each). */
export type Answering = { as?: ReportFile | undefined; explain?: string | undefined }

/** Answers `report deals where …`: reads the words, looks up the names in them, and shows it as every report is shown. */
export async function runQuestion(
  context: CommandContext,
  name: string,
  words: string,
  { as, explain }: Answering = {},
): Promise<Reply> {
  const asked = askContext(context)
  const set = asked.catalogue.get(name)
  if (!set || !maySee(context.asker, set)) throw notFound(`There is nothing called ${name} that you may ask about.`)
  const line: Line = { command: `report ${name}`, tokens: tokenize(words, 'ways') }
  const read = readQuery(set, line, queryReading(context))
  const query = await context.read((scope) =>
    settleNames({ read: scope, context: { ...asked, rates: new Map() }, asker: context.asker, line }, read),
  )
  const report = reportOf(context, set, query)
  const args = { ask: words } as ReportArgs<ReportParams>
  if (explain === undefined) return runReport(context, report, args, as)
  return explainReport(context, report, args, /^all$/i.test(explain) ? undefined : explain)
}

/** A question as a report, so that whatever is made of reports (tables, charts, files, what is kept) is made of it too. */
const reportOf = (context: CommandContext, set: RecordSet, query: Query): Report => ({
  name: set.name,
  title: `${set.many[0]?.toUpperCase() ?? ''}${set.many.slice(1)}`,
  summary: `${set.many}, as asked`,
  params: {},
  asked: true,
  needs: set.needs[0],
  lane: 'records',
  run: (read) => answerQuery(read, askContext(context), query),
})
