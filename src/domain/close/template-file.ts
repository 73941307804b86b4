import { parse, stringify } from 'yaml'
import { no, ok, type Result } from '../../lib/result.js'
import { CLOSE_KINDS, type CloseKind } from './close-span.js'

/** A task of a template as people write it. */
export type WrittenTask = {
  key: string
  title: string
  /** `WD+3`: the third working day after the span's end; `WD-0` its last. */
  due: string
  /** A role, `department Purchasing`, or somebody's mail address. */
  owner: string
  reviewer?: string
  after?: readonly string[]
  check?: string
  evidence?: boolean
  /** What the sign-off covers: `6200`, `6000-6999`, `bank`, `expense`, `all`. */
  accounts?: readonly string[]
  /** What may come after it, in the base currency: `50.00`. */
  tolerance?: string
  /** Minutes without another entry before it is opened again. */
  quiet?: number
}
export type WrittenTemplate = { name: string; kind: CloseKind; tasks: readonly WrittenTask[] }

export const writeTemplate = (template: WrittenTemplate): string => stringify(template, { lineWidth: 0 })

/** What a file may say of a task, in the order in which it is written. */
export const TASK_FIELDS = [
  'key',
  'title',
  'due',
  'owner',
  'reviewer',
  'after',
  'check',
  'evidence',
  'accounts',
  'tolerance',
  'quiet',
] as const

/** Reads a template's YAML. What is wrong is said with the task it is at. */
export function readTemplate(text: string): Result<WrittenTemplate> {
  let read: unknown
  try {
    read = parse(text, { maxAliasCount: 0 })
  } catch (thrown) {
    return no(`The file is no YAML: ${thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : ''}`)
  }
  return templateOf(read)
}

/** A template from what a file of any form says. */
export function templateOf(read: unknown): Result<WrittenTemplate> {
  if (!isObject(read) || !Array.isArray(read['tasks'])) return no('The file needs `kind:` and a list of `tasks:`.')
  const kind = CLOSE_KINDS.find((each) => each === read['kind'])
  if (!kind) return no(`\`kind:\` is ${CLOSE_KINDS.join(', ')}.`)
  const tasks: WrittenTask[] = []
  for (const [index, each] of (read['tasks'] as unknown[]).entries()) {
    const task = readTask(each)
    if (!task.ok) return no(`Task ${index + 1}: ${task.problem}`)
    tasks.push(task.value)
  }
  if (tasks.length === 0) return no('A template has at least one task.')
  return ok({ name: typeof read['name'] === 'string' ? read['name'] : '', kind, tasks })
}

function readTask(read: unknown): Result<WrittenTask> {
  if (!isObject(read)) return no('it is no list of fields.')
  const unknown = Object.keys(read).find((field) => !TASK_FIELDS.some((known) => known === field))
  if (unknown) return no(`there is no field "${unknown}". There are: ${TASK_FIELDS.join(', ')}.`)
  for (const field of ['key', 'title', 'due', 'owner'])
    if (textOf(read[field]) === '') return no(`\`${field}:\` is missing.`)
  const after = read['after'] ?? []
  if (!Array.isArray(after)) return no('`after:` is a list of keys.')
  const accounts = read['accounts'] ?? []
  if (!Array.isArray(accounts)) return no('`accounts:` is a list, like [bank, 6000-6999].')
  const { reviewer, check, evidence, tolerance, quiet } = read
  if (quiet !== undefined && !Number.isInteger(quiet)) return no('`quiet:` is a number of minutes.')
  return ok({
    key: textOf(read['key']),
    title: textOf(read['title']),
    due: textOf(read['due']),
    owner: textOf(read['owner']),
    after: after.map(textOf),
    ...(reviewer ? { reviewer: textOf(reviewer) } : {}),
    ...(check ? { check: textOf(check) } : {}),
    ...(evidence === true ? { evidence: true } : {}),
    ...(accounts.length > 0 ? { accounts: accounts.map(textOf) } : {}),
    ...(textOf(tolerance) !== '' ? { tolerance: textOf(tolerance) } : {}),
    ...(quiet === undefined ? {} : { quiet: Number(quiet) }),
  })
}

/** A plain value as text; a list or an object is none. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
