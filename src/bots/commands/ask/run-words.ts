import type { SqlScope } from '../../../db/sql-workspace.js'
import { findSavedReport, type SavedReport } from '../../../domain/ask/saved-report-store.js'
import { loadReports } from '../../../domain/reports/registry.js'
import { invalid } from '../../../lib/errors.js'
import { typedAction } from '../actions.js'
import type { CommandContext, ReadCommand } from '../define-command.js'
import { type Token, tokenize } from '../grammar/tokenize.js'
import { resolveWords } from '../list-words.js'
import type { ArgsOf, Params } from '../params.js'
import type { Reply } from '../reply.js'
import type { Args, ResolvedArgs } from '../resolve-args.js'
import { askContext, recordSets } from './ask-context.js'
import { readInWords } from './in-words/in-words.js'
import type { Known } from './in-words/known.js'
import { loadKnownNames } from './in-words/known-names.js'
import { Misread } from './misread.js'
import { notUnderstood } from './put-right.js'
import { type Answering, runQuestion } from './run-question.js'

const reports = await loadReports()

/** Whether what stands behind a command's name may be the rest of a sentence: a kind of record's, or a report's. */
export function mayBeSpoken(command: string): boolean {
  const [noun, name = ''] = command.split(' ')
  return noun === 'report' && (recordSets.has(name) || reports.has(name))
}

/** What a sentence may ask, as commands that the asker may give. */
export const meaningsOf = async (context: CommandContext, read: SqlScope, words: string) =>
  readInWords(words, await knownFor(context, read, words))

/** What words of this asker are read against. */
export async function knownFor(context: CommandContext, read: SqlScope, words: string): Promise<Known> {
  const asked = { ...askContext(context), rates: new Map<string, string>() }
  const names = await loadKnownNames(read, asked, words)
  return { catalogue: asked.catalogue, sight: context.asker, names, reports: reportsOf(context) }
}

const reportsOf = ({ asker }: CommandContext) => [...reports.values()].filter(({ needs }) => asker.may(needs))

/** Answers a question in words: what it became is said; where it can be read two ways, both are offered and nothing is run. */
export async function runWords(context: CommandContext, words: string): Promise<Reply> {
  const saved = await context.read((read) => findSavedReport(read, words))
  return saved ? runSaved(context, saved) : answerWords(context, words)
}

async function answerWords(context: CommandContext, words: string, answering: Answering = {}): Promise<Reply> {
  const { commands, left, instead } = await context.read((read) => meaningsOf(context, read, words))
  const [only, ...others] = commands
  if (only === undefined && instead) throw new Misread(instead.why, `report ${words}`, instead.commands)
  if (only === undefined) throw await unread(context, words, left)
  if (others.length > 0) return twoReadings(commands)
  return runCommand(context, only, answering)
}

/** The words of a saved question, read for this asker. */
export async function runSaved(
  context: CommandContext,
  { name, words }: SavedReport,
  answering: Answering = {},
): Promise<Reply> {
  const first = words.split(' ')[0] ?? ''
  const reply = await (recordSets.has(first) || reports.has(first)
    ? runCommand(context, `report ${words}`, answering)
    : answerWords(context, words, answering))
  return { ...reply, notes: [...(reply.notes ?? []), `Saved as “${name}”.`] }
}

/** Runs a command that a question became: `report deals where …`, or a report by its name. */
export async function runCommand(context: CommandContext, command: string, answering: Answering = {}): Promise<Reply> {
  const [, name, ...rest] = tokenize(command)
  const set = recordSets.get(name?.text ?? '')
  if (set) return runQuestion(context, set.name, rest.map(({ raw }) => raw).join(' '), answering)
  const report = context.catalog.commands.get(`report ${name?.text ?? ''}`)
  if (!report || report.risk !== 'read') throw await unread(context, command, command)
  const reply = await runNamed(context, report, { tokens: rest, name: name?.text ?? '' }, answering)
  return { ...reply, notes: [...(reply.notes ?? []), `Read as \`${command}\`.`] }
}

/** A report with the parameters that stand behind its name: its months, its day, what it is beside. */
async function runNamed(
  context: CommandContext,
  report: ReadCommand,
  { tokens, name }: { tokens: readonly Token[]; name: string },
  { as, explain }: Answering,
): Promise<Reply> {
  const args = await readArgs(context, report, tokens)
  const explaining = context.catalog.commands.get('report explain')
  if (explain === undefined || explaining?.risk !== 'read')
    return report.run(context, { ...args, ...(as === undefined ? {} : { as }) } as ArgsOf<Params>)
  const row = /^all$/i.test(explain) ? {} : { row: explain }
  return explaining.run(context, { ...args, name, ...row } as ArgsOf<Params>)
}

/** What stands behind a report's name. Throws `invalid` with what is wrong of it, or not said. */
export async function readArgs(context: CommandContext, report: ReadCommand, tokens: readonly Token[]): Promise<Args> {
  const resolved = await resolveWords(context, report, tokens)
  if (resolved.state !== 'ready') throw invalid(problemOf(resolved))
  return resolved.args
}

const problemOf = (resolved: Exclude<ResolvedArgs, { state: 'ready' }>): string =>
  resolved.state === 'problems'
    ? Object.values(resolved.problems).join(' ')
    : 'Give that report by its command: it needs to know which record is meant.'

const unread = (context: CommandContext, words: string, left: string): Promise<Misread> => {
  const known = { catalogue: askContext(context).catalogue, sight: context.asker, reports: reportsOf(context) }
  return context.read((read) =>
    notUnderstood(words, left, known, async (right) => (await meaningsOf(context, read, right)).commands.length > 0),
  )
}

const twoReadings = (commands: readonly string[]): Reply => ({
  headline: 'This can be read in two ways. Which do you mean?',
  sections: [{ title: 'Either', lines: commands.map((command) => `\`${command}\``) }],
  actions: commands.map((command) => typedAction(command.replace(/^report /, ''), command)),
  data: { readings: commands },
})
