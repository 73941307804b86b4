import { CLOSE_KINDS, type CloseKind } from '../../../domain/close/close-span.js'
import { replaceTemplate, writtenTemplate } from '../../../domain/close/edit-template.js'
import type { WrittenTask } from '../../../domain/close/template-file.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { type ArgsOf, optional, required } from '../params.js'
import { undoOf } from '../restore.js'
import { checkNames } from './template-import.js'
import { templateChanges } from './template-table.js'

const params = {
  key: required('text', 'Key', { target: true, hint: 'Of the task; a new one is added' }),
  kind: optional('choice', 'Template of a', { choices: CLOSE_KINDS, hint: 'By default month' }),
  title: optional('text', 'What is to be done'),
  due: optional('text', 'Due', { hint: 'WD+3, the third working day after its end; WD0 its last' }),
  owner: optional('text', 'Owner', { hint: 'A role, department Purchasing, or ben@example.com' }),
  reviewer: optional('text', 'Reviewer', { hint: 'Likewise; none takes it away' }),
  after: optional('text', 'Comes after', { hint: 'Keys of tasks, with commas; none: of no other' }),
  check: optional('text', 'Proved by the check', { hint: 'none: by nobody but people' }),
  evidence: optional('flag', 'Evidence is wanted'),
  accounts: optional('text', 'Sign-off covers', { hint: 'Accounts: 6200, 6000-6999, bank, all; none: no accounts' }),
  tolerance: optional('text', 'Tolerance', {
    hint: 'What may be posted there afterwards: 50.00; none: as the company says',
  }),
  quiet: optional('text', 'Quiet time', {
    hint: 'Minutes without another entry before it is opened again; none: the usual',
  }),
}

export default defineCommand({
  name: 'close template-set',
  summary: 'Add or change a task of the template for new closes',
  example: 'close template-set leases title:"Review leases" due:WD+3 owner:finance reviewer:controller evidence:yes',
  params,
  needs: 'close.manage',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const kind = (args.kind ?? 'month') as CloseKind
    const before = await writtenTemplate(tx, kind)
    const key = args.key.trim().toLowerCase()
    const old = before.tasks.find((task) => task.key === key)
    const task = changed(key, old, args)
    const tasks = old ? before.tasks.map((each) => (each === old ? task : each)) : [...before.tasks, task]
    const after = { ...before, tasks }
    await replaceTemplate(tx, after, await checkNames())
    return {
      headline: `${before.name}: ${key} is ${old ? 'changed' : 'added'}`,
      changes: templateChanges(before, after),
      undo: undoOf(context, tx, 'close template-restore'),
      notes: ['Closes that are open keep their tasks.'],
      data: { kind, task },
    }
  },
})

function changed(key: string, old: WrittenTask | undefined, args: ArgsOf<typeof params>): WrittenTask {
  const title = args.title ?? old?.title
  const due = args.due ?? old?.due
  const owner = args.owner ?? old?.owner
  if (!title || !due || !owner) throw invalid(`${key} is new: give it title:, due: and owner:.`)
  const reviewer = said(args.reviewer, old?.reviewer)
  const check = said(args.check, old?.check)
  const after = args.after === undefined ? (old?.after ?? []) : listed(args.after)
  return {
    key,
    title,
    due,
    owner,
    after,
    ...(reviewer ? { reviewer } : {}),
    ...(check ? { check } : {}),
    ...((args.evidence ?? old?.evidence) ? { evidence: true } : {}),
    ...coverOf(key, old, args),
  }
}

/** Without accounts there is nothing that a tolerance or a quiet time is of. */
function coverOf(key: string, old: WrittenTask | undefined, args: ArgsOf<typeof params>): Partial<WrittenTask> {
  const accounts = args.accounts === undefined ? (old?.accounts ?? []) : listed(args.accounts)
  if (accounts.length === 0 && args.tolerance === undefined && args.quiet === undefined) return {}
  const tolerance = said(args.tolerance, old?.tolerance)
  const quiet = said(args.quiet, old?.quiet === undefined ? undefined : String(old.quiet))
  if (quiet !== undefined && !/^\d{1,5}$/.test(quiet)) throw invalid(`${key}: the quiet time is a number of minutes.`)
  return {
    ...(accounts.length > 0 ? { accounts } : {}),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(quiet === undefined ? {} : { quiet: Number(quiet) }),
  }
}

const said = (typed: string | undefined, old: string | undefined): string | undefined =>
  typed === undefined ? old : /^(none|-)$/i.test(typed.trim()) ? undefined : typed.trim()

const listed = (typed: string): string[] =>
  /^(none|-)$/i.test(typed.trim()) ? [] : typed.split(/[,\s]+/).filter(Boolean)
