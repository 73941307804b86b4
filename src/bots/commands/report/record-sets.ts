import type { RecordSet } from '../../../domain/ask/record-set.js'
import { recordSets } from '../ask/ask-context.js'
import { runQuestion } from '../ask/run-question.js'
import { defineCommand, type ReadCommand } from '../define-command.js'
import { optional } from '../params.js'
import { REPORT_FILES, type ReportFile } from './report-file.js'

/** A command for every kind of record that can be asked about: `report deals where status:open group:owner sum:amount`. */
export default [...recordSets.values()].map(commandOf)

function commandOf(set: RecordSet): ReadCommand {
  const hint = `where …: ${Object.keys(set.fields).slice(0, 6).join(', ')}…; group:, sum:, avg:, sort:, limit:, show:, chart:, compare:`
  return defineCommand({
    name: `report ${set.name}`,
    summary: `${set.many[0]?.toUpperCase() ?? ''}${set.many.slice(1)} as you ask for them: where, group:, sum:, sort:, chart:, compare:`,
    example: exampleOf(set),
    params: {
      ask: optional('words', 'What to ask', { target: true, hint }),
      as: optional('choice', 'As a file', { choices: REPORT_FILES }),
      explain: optional('text', 'Explain a row', { hint: 'As the answer names it, or all: what is behind it' }),
    },
    needs: set.needs[0],
    risk: 'read',
    aliases: [`report ${set.one.split(' ').at(-1)}`, ...(set.words ?? []).map((word) => `report ${word}`)],
    aliasSays: Object.fromEntries(
      Object.entries(set.narrower ?? {}).map(([word, condition]) => [`report ${word}`, condition]),
    ),
    run: (context, { ask = '', as, explain }) =>
      runQuestion(context, set.name, ask, { as: as as ReportFile | undefined, explain }),
  })
}

function exampleOf({ name, amount, day, relations, fields }: RecordSet): string {
  const group = 'owner' in relations ? 'owner' : (Object.keys(relations)[0] ?? Object.keys(fields)[0] ?? '')
  const where = day ? ` where ${day}:this-quarter` : ''
  return `report ${name}${where} group:${group}${amount ? ` sum:${amount}` : ''}`
}
