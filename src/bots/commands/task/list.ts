import { urgencyOf } from '../../../domain/crm/task.js'
import { countTasks, listTasks, type TaskFilter } from '../../../domain/crm/task-list-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { listButtons, listReply, PAGE_PARAMS, type Page, pageAsked } from '../paging.js'
import { type ArgsOf, optional } from '../params.js'
import { doneButton, newTaskAbout } from './task-actions.js'
import { taskData, taskTable } from './task-table.js'

const SHOWN = 20
/** The most urgent ones can be finished from the list itself. */
const BUTTONS = 5

const params = {
  whose: optional('choice', 'Whose', { target: true, choices: ['mine', 'given', 'all'] }),
  owner: optional('record', 'Owner', { record: 'staff' }),
  done: optional('flag', 'Done ones'),
  ...PAGE_PARAMS,
}

export default defineCommand({
  name: 'task list',
  summary: 'What you want to do, soonest first; `given`: what you gave to others; `done`: what is done',
  example: 'task list given',
  params,
  needs: 'task.read',
  risk: 'read',
  bare: true,
  aliases: ['task mine'],
  run: async (context, args) => {
    const { asker, today } = context
    const filter = { ...asked(asker.id, args), owners: asker.owners('task.read') }
    const page: Page = pageAsked(args, SHOWN)
    const [tasks, total, late] = await context.read((read) =>
      Promise.all([
        listTasks(read, filter, page),
        countTasks(read, filter),
        args.done ? 0 : countTasks(read, { ...filter, dueBy: today }),
      ]),
    )
    const urgent = tasks.filter(({ dueOn }) => ['overdue', 'today'].includes(urgencyOf(dueOn, today)))
    return listReply(
      {
        headline: said(args, total, late),
        ...(tasks.length > 0 && { table: taskTable(tasks, today, asker.id, total - page.offset) }),
        actions: asker.may('task.write')
          ? [
              ...(args.done ? [] : (urgent.length > 0 ? urgent : tasks).slice(0, BUTTONS).map(doneButton)),
              newTaskAbout(),
              ...listButtons('task list', args, page, total),
            ]
          : listButtons('task list', args, page, total),
        data: { count: total, tasks: tasks.map(taskData) },
      },
      args,
      'tasks',
    )
  },
})

type Args = ArgsOf<typeof params>

/** Mine unless the words reach further. */
function asked(askerId: string, { whose, owner, done }: Args): TaskFilter {
  const state = { done: done ?? false }
  if (owner) return { ...state, ownerId: owner.id }
  if (whose === 'given') return { ...state, givenBy: askerId }
  return whose === 'all' ? state : { ...state, ownerId: askerId }
}

function said({ whose, owner, done }: Args, total: number, late: number): string {
  const holder = owner
    ? `${owner.title} has`
    : whose === 'given'
      ? 'You gave others'
      : whose === 'all'
        ? null
        : 'You have'
  const tasks = `${total === 0 ? 'no' : total} ${done ? 'done' : 'open'} ${total === 1 ? 'task' : 'tasks'}`
  const there = holder ? `${holder} ${tasks}` : `There ${total === 1 ? 'is' : 'are'} ${tasks}`
  return late > 0 ? `${there}, ${counted(late, 'is due', 'are due')}` : there
}
