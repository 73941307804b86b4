import { parse } from 'csv-parse/sync'
import { TASK_FIELDS, templateOf, type WrittenTask, type WrittenTemplate } from '../domain/close/template-file.js'
import { csvDelimiter } from '../lib/csv-delimiter.js'
import { no, type Result } from '../lib/result.js'
import type { Column, Row } from '../lib/table.js'
import { tableCsv } from './table-csv.js'

const LISTS = new Set(['after', 'accounts'])
const FIELDS = ['kind', ...TASK_FIELDS] as const

/** A close's template for a spreadsheet, a row a task: lists are words with spaces between, `evidence` is yes or nothing. */
export const templateCsv = ({ kind, tasks }: WrittenTemplate): string =>
  tableCsv({
    columns: FIELDS.map((key): Column => ({ key, label: key, type: 'text' })),
    rows: tasks.map((task) => ({ kind, ...rowOf(task) })),
  })

const rowOf = ({ after = [], accounts = [], evidence, quiet, ...texts }: WrittenTask): Row => ({
  ...texts,
  after: after.join(' '),
  accounts: accounts.join(' '),
  evidence: evidence ? 'yes' : null,
  quiet: quiet ?? null,
})

/**
 * Reads what a spreadsheet saved (RFC 4180, or with semicolons), its columns in any order. What a template is called a sheet has no place
 * for: `name` is empty. What is wrong is said with the task it is at.
 */
export function readTemplateCsv(text: string): Result<WrittenTemplate> {
  let rows: Record<string, string>[]
  try {
    rows = parse(text, {
      bom: true,
      trim: true,
      delimiter: csvDelimiter(text),
      skip_empty_lines: true,
      relax_column_count: true,
      columns: (heads: string[]) => heads.map((head) => head.toLowerCase()),
    })
  } catch (thrown) {
    return no(`The file is no CSV: ${thrown instanceof Error ? thrown.message : ''}`)
  }
  return templateOf({ kind: rows[0]?.['kind'], tasks: rows.map(taskOf) })
}

const taskOf = ({ kind: _kind, ...row }: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(row).flatMap(([field, text]) => (text === '' ? [] : [[field, valueOf(field, text)]])),
  )

function valueOf(field: string, text: string): unknown {
  if (LISTS.has(field)) return text.split(/[\s;,]+/).filter(Boolean)
  if (field === 'evidence') return /^(?:yes|true|x|1|ja|oui)$/i.test(text)
  if (field === 'quiet') return Number(text)
  // What was guarded against running as a formula.
  return text.replace(/^'(?=[=+\-@|])/, '')
}
