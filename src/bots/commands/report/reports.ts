import { findSavedReport, type SavedReport } from '../../../domain/ask/saved-report-store.js'
import type { Report, ReportArgs, ReportParam, ReportParams } from '../../../domain/reports/define-report.js'
import { loadReports } from '../../../domain/reports/registry.js'
import { invalid, notFound } from '../../../lib/errors.js'
import { recordSets } from '../ask/ask-context.js'
import { runSaved } from '../ask/run-words.js'
import { type CommandContext, defineCommand, type ReadCommand } from '../define-command.js'
import { nearest } from '../grammar/nearest.js'
import { optional, type Param, type Params, required } from '../params.js'
import { explainReport } from './explain-report.js'
import { REPORT_FILES, type ReportFile } from './report-file.js'
import { runReport } from './run-report.js'

const reports = await loadReports()

const fileParam = optional('choice', 'As a file', { choices: REPORT_FILES })

/** A command of its own for every declared report (`report pipeline`), and one that takes the name (`report run pipeline`). */
export default [...[...reports.values()].map(reportCommand), runCommand(), explainCommand()]

function reportCommand(report: Report): ReadCommand {
  return defineCommand({
    name: `report ${report.name}`,
    summary: report.summary,
    example: ['report', report.name, report.example].filter(Boolean).join(' '),
    params: { ...withTarget(paramsOf(report)), as: fileParam },
    needs: report.needs,
    past: () => isPast(report.name),
    risk: 'read',
    run: (context, { as, ...args }) =>
      runReport(context, report, args as ReportArgs<ReportParams>, as as ReportFile | undefined),
  })
}

function runCommand(): ReadCommand {
  const params: Params = { name: required('text', 'Report', { target: true }), ...allParams(), as: fileParam }
  return defineCommand({
    name: 'report run',
    summary: 'Run a report, or a saved question, by its name',
    example: 'report run pipeline',
    params,
    needs: 'report.read',
    past: ({ name }) => isPast(name),
    risk: 'read',
    run: async (context, { name, as, ...args }) => {
      const saved = await savedAs(context, name as string, args)
      if (saved) return runSaved(context, saved, { as: as as ReportFile | undefined })
      const { report, given } = named(context, name as string, args as ReportArgs<ReportParams>)
      return runReport(context, report, given, as as ReportFile | undefined)
    },
  })
}

function explainCommand(): ReadCommand {
  const params: Params = {
    name: required('text', 'Report', { target: true }),
    ...allParams(),
    row: optional('text', 'Row', { hint: 'As the report names it; without one: all of them' }),
  }
  return defineCommand({
    name: 'report explain',
    summary: 'What is behind the figures of a report or a saved question: the rows of each',
    example: 'report explain pipeline row:Negotiation',
    params,
    needs: 'report.read',
    past: ({ name }) => isPast(name),
    risk: 'read',
    run: async (context, { name, row, ...args }) => {
      const saved = await savedAs(context, name as string, args)
      if (saved) return runSaved(context, saved, { explain: (row as string | undefined) ?? 'all' })
      const { report, given } = named(context, name as string, args as ReportArgs<ReportParams>)
      return explainReport(context, report, given, row as string | undefined)
    },
  })
}

/** A question that was saved under this name; a report's own name means the report. It says all that it asks: more is refused. */
async function savedAs(context: CommandContext, typed: string, args: object): Promise<SavedReport | null> {
  if (reports.has(asName(typed))) return null
  const saved = await context.read((read) => findSavedReport(read, typed))
  const [foreign] = Object.entries(args).find(([, value]) => value !== undefined) ?? []
  if (saved && foreign)
    throw invalid(`“${saved.name}” is a saved question and takes no ${foreign}: – it is \`report ${saved.words}\`.`)
  return saved
}

/** All reports but one tell what has been. */
const isPast = (name: unknown): boolean => asName(String(name)) !== 'forecast'

const asName = (typed: string): string => typed.trim().toLowerCase().replace(/\s+/g, '-')

/** A report that the asker may not run looks like one that is not there. */
function named(
  context: CommandContext,
  typed: string,
  args: ReportArgs<ReportParams>,
): { report: Report; given: ReportArgs<ReportParams> } {
  const mine = [...reports.values()].filter((report) => context.asker.may(report.needs))
  const name = asName(typed)
  const report = mine.find((each) => each.name === name)
  if (!report && recordSets.has(name))
    throw invalid(`Ask that of the question itself: report ${name} … explain:all, or explain: and a row.`)
  const names = mine.map((each) => each.name)
  const near = nearest(name, names)
  if (!report)
    throw notFound(`There is no report “${typed}”. ${near ? `Did you mean ${near}?` : `Yours: ${names.join(', ')}.`}`)
  const given = Object.entries(args).filter(([, value]) => value !== undefined)
  const foreign = given.find(([key]) => !(key in report.params))
  if (foreign) throw invalid(`The report ${report.name} takes no ${foreign[0]}: – see report list for what it takes.`)
  return { report, given: Object.fromEntries(given) as ReportArgs<ReportParams> }
}

function paramsOf(report: Report): Params {
  return Object.fromEntries(Object.entries(report.params).map(([key, param]) => [key, commandParam(param)]))
}

/** The one thing that a report can't do without is said without its key: `report customer-360 Acme`. */
function withTarget(params: Params): Params {
  const [only, ...others] = Object.entries(params).filter(([, { required }]) => required)
  return only && others.length === 0 ? { ...params, [only[0]]: { ...only[1], target: true } } : params
}

function commandParam({ type, label, required, choices, record, hint }: ReportParam): Param {
  return { type, label, required, ...(choices && { choices }), ...(record && { record }), ...(hint && { hint }) }
}

/** Every report's parameters, none required. Two reports that mean different things by one key would read it differently. */
function allParams(): Params {
  const all: Record<string, Param> = {}
  for (const report of reports.values())
    for (const [key, param] of Object.entries(paramsOf(report))) {
      if (all[key] && all[key].type !== param.type)
        throw new Error(`Reports disagree on what type "${key}" is; ${report.name} says ${param.type}.`)
      all[key] = { ...param, required: false }
    }
  return all
}
