import { inWorkspace } from '../../../db/in-workspace.js'
import { monthName } from '../../../domain/close/close-view.js'
import { openClose, type PlannedClose, planClose } from '../../../domain/close/open-close.js'
import { listStaff } from '../../../domain/people/staff-store.js'
import { counted } from '../../../lib/counted.js'
import { addToMonth, monthOf } from '../../../lib/dates.js'
import type { CommandContext } from '../define-command.js'
import { defineCommand } from '../define-command.js'
import { previewOf } from '../preview-hash.js'
import type { Table } from '../reply.js'
import { closeNameOf, closeParam } from './name-param.js'

const monthMeant = (context: CommandContext, month: string | undefined) =>
  month === undefined ? addToMonth(monthOf(context.today), -1) : closeNameOf(context, month)

export default defineCommand({
  name: 'close open',
  summary: 'Lay out the tasks of the close of a month, a quarter or a year; by default of the last month',
  example: 'close open 2026-10',
  params: { month: closeParam },
  needs: 'close.manage',
  // It wakes people: from then on they are reminded of what is theirs.
  risk: 'consequential',
  preview: async (context, { month }) => {
    const { db, scope, workspace } = context
    const plan = await inWorkspace(db, scope, (tx) => planClose(tx, monthMeant(context, month), workspace.country))
    const names = new Map((await context.read(listStaff)).map((staff) => [staff.id, staff.name]))
    const people = new Set(plan.tasks.flatMap((task) => [task.ownerId, task.reviewerId]).filter((id) => id !== null))
    const shown = {
      headline: `Open the close of ${monthName(plan.month)}: ${counted(plan.tasks.length, 'task')} for ${counted(people.size, 'person', 'people')}?`,
      table: planTable(plan, names),
      notes: ['They are reminded of their tasks in the mornings, once the company is live.'],
    }
    return previewOf(shown, 'Open it', {})
  },
  run: async (context, { month }, tx) => {
    const opened = await openClose(tx, monthMeant(context, month), context.workspace.country)
    return {
      headline: `The close of ${monthName(opened.month)} is open: ${opened.tasks} tasks`,
      actions: [{ label: 'Show it', do: { command: 'close status', args: { month: opened.month } } }],
      data: { month: opened.month, tasks: opened.tasks },
    }
  },
})

function planTable(plan: PlannedClose, names: ReadonlyMap<string, string>): Table {
  const person = (id: string | null) => (id ? { person: names.get(id) ?? 'somebody' } : null)
  return {
    columns: [
      { key: 'title', label: 'What', type: 'text' },
      { key: 'owner', label: 'Owner', type: 'person' },
      { key: 'reviewer', label: 'Reviewer', type: 'person' },
      { key: 'due', label: 'Due', type: 'date' },
    ],
    rows: plan.tasks.map((task) => ({
      title: task.title,
      owner: person(task.ownerId),
      reviewer: person(task.reviewerId),
      due: { date: task.dueOn },
    })),
  }
}
