import type { CloseKind } from './close-span.js'
import type { TemplateTask } from './close-task.js'
import { DEFAULT_TEMPLATES } from './default-templates.js'

/** What a version of Daybook changed in a template: the tasks that are new since, and what others were before it. */
type Change = { added: readonly string[]; was: Readonly<Record<string, Partial<TemplateTask>>> }

const uncovered = (...keys: string[]): Change => ({
  added: [],
  was: Object.fromEntries(keys.map((key) => [key, { accounts: [] }])),
})

const unchecked = (key: string): Change => ({ added: [], was: { [key]: { checkName: null } } })

/**
 * By kind, oldest first: the first makes version 2 of version 1. A change of what is shipped is an entry here, so that companies get
 * it without losing what they changed themselves.
 */
const CHANGES: Record<CloseKind, readonly Change[]> = {
  month: [
    {
      added: ['bank', 'suspense', 'deliveries', 'expense-approvals', 'payables', 'late-bills', 'fx', 'tax', 'books'],
      was: {
        invoices: { title: 'Issue or void every draft dated in the month' },
        'won-deals': { title: 'Confirm that deals won this month are invoiced', checkName: null },
        recurring: { title: 'Post rent, subscriptions and depreciation', reviewerRole: 'controller', checkName: null },
        flux: { dependsOn: ['receivables', 'accruals', 'payroll', 'recurring'], checkName: null },
        'sign-off': { dependsOn: ['flux', 'won-deals'] },
      },
    },
    uncovered('receipts', 'payroll', 'accruals', 'sign-off'),
  ],
  quarter: [uncovered('sign-off'), unchecked('months')],
  year: [uncovered('sign-off'), unchecked('months')],
}

/** The version that companies begin with now. */
export const shippedVersion = (kind: CloseKind): number => CHANGES[kind].length + 1

/** The tasks of a template as that version shipped them. */
export function shippedTasks(kind: CloseKind, version: number): readonly TemplateTask[] {
  let tasks = DEFAULT_TEMPLATES[kind].tasks
  for (const { added, was } of CHANGES[kind].slice(version - 1).toReversed())
    tasks = tasks.filter(({ key }) => !added.includes(key)).map((task) => ({ ...task, ...was[task.key] }))
  return tasks
}
