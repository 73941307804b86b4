import type { Command } from '../../src/bots/commands/define-command.js'
import type { Param } from '../../src/bots/commands/params.js'
import type { SeededRecord, SeededRecords, Whose } from './seeded-company.js'

/** Something that can be read, for every type of value; words are such that a search by them would find what is not to be seen. */
const SAMPLES: Record<Exclude<Param['type'], 'record' | 'choice'>, string> = {
  text: 'intruder',
  words: 'intruder',
  amount: '5',
  date: '2026-11-02',
  month: '2026-10',
  integer: '1',
  number: '1.5',
  percent: '50',
  email: 'a@example.com',
  flag: 'yes',
  compared: '>1',
}

/** Values for all that a command requires (or takes, with `all`), the asker's own records among them. */
export const sampleValues = (
  command: Command,
  records: SeededRecords,
  { all = false }: { all?: boolean } = {},
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(command.params)
      .filter(([, param]) => all || param.required)
      .map(([key, param]) => [key, sampleOf(param, records)]),
  )

function sampleOf(param: Param, records: SeededRecords): unknown {
  if (param.type === 'record') return chosen(param, recordOf(param, records, 'own'))
  return param.type === 'choice' ? param.choices?.[0] : SAMPLES[param.type]
}

export function recordOf(param: Param, records: SeededRecords, whose: Whose): SeededRecord {
  const record = param.record && records.get(param.record)?.[whose]
  if (!record) throw new Error(`No ${param.record} was seeded.`)
  return record
}

/** A record as a click or a form names it. */
export const chosen = (param: Param, record: SeededRecord) => ({ kind: param.record, version: 1, ...record })
