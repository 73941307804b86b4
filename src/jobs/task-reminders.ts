import type { Reply, Section } from '../bots/commands/reply.js'
import { doneButton } from '../bots/commands/task/task-actions.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { type DealRow, listDeals } from '../domain/crm/deal-list-store.js'
import { type Urgency, urgencyOf } from '../domain/crm/task.js'
import { listTasks, type TaskRow } from '../domain/crm/task-list-store.js'
import { isTheirMorning } from '../domain/people/morning.js'
import type { Occasion } from '../domain/people/notices.js'
import type { Staff } from '../domain/people/staff.js'
import { listStaff } from '../domain/people/staff-store.js'
import { workingCalendar } from '../domain/people/working-days.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import { dateIn, type IsoDate, shortDate } from '../lib/dates.js'
import type { JobContext } from './define-job.js'

/** More than this is no list for a morning: the rest is counted. */
const SHOWN = 20
/** Slack allows 25 buttons; a message with more than a handful is not read. */
const BUTTONS = 5

/** What waits for somebody on a day: tasks that are due, and the next steps of their deals. */
export type Waiting = { date: IsoDate; tasks: readonly TaskRow[]; steps: readonly DealRow[] }

/** Who can be reminded now; nobody before the company is live. */
export const peopleInTheirMorning = (context: JobContext): Promise<Staff[]> =>
  readWorkspace(context.db, context.scope, async (read) => {
    const workspace = await getWorkspace(read)
    if (!workspace.liveAt) return []
    const calendar = workingCalendar(workspace.country)
    return (await listStaff(read)).filter((person) => isTheirMorning(person, calendar, context.db.clock.now()))
  })

/** Null when nothing waits. */
export const waitingFor = (context: JobContext, { id, timeZone }: Staff): Promise<Waiting | null> =>
  readWorkspace(context.db, context.scope, async (read) => {
    const date = dateIn(timeZone, context.db.clock.now())
    const [tasks, steps] = await Promise.all([
      listTasks(read, { ownerId: id, done: false, dueBy: date }, { limit: SHOWN }),
      listDeals(read, { ownerId: id, status: 'open', stepDueBy: date }, SHOWN),
    ])
    return tasks.length + steps.length > 0 ? { date, tasks, steps } : null
  })

/** One message per person and local day. */
export const taskOccasion = ({ id, timeZone }: Staff, now: Date): Occasion =>
  `task-reminder:${id}:${dateIn(timeZone, now)}`

const GROUPS: readonly (readonly [Urgency, string])[] = [
  ['overdue', 'Overdue'],
  ['today', 'Today'],
]

export function reminderText({ date, tasks, steps }: Waiting): { headline: string; sections: Section[] } {
  const groups = GROUPS.map(([urgency, title]) => ({
    title,
    lines: tasks.filter((task) => urgencyOf(task.dueOn, date) === urgency).map(taskLine),
  }))
  const next = { title: 'Next steps of your deals', lines: steps.map(stepLine) }
  const count = tasks.length + steps.length
  return {
    headline: `${count} ${count === 1 ? 'thing waits' : 'things wait'} for you today`,
    sections: [...groups, next].filter(({ lines }) => lines.length > 0),
  }
}

export const reminderMessage = (waiting: Waiting): Reply => ({
  ...reminderText(waiting),
  actions: [
    ...waiting.tasks.slice(0, BUTTONS).map(doneButton),
    { label: 'All my tasks', do: { command: 'task list', args: {} }, typed: 'task list' },
  ],
  notes: ['Why: these are yours and due. One message a working day, in your morning.'],
})

/** What stays of a reminder once everything in it is done. */
export const doneMessage: Reply = { headline: 'All that was due today is done. Thank you.' }

const taskLine = ({ ref, text, dueOn, subject }: TaskRow): string =>
  `${text} (${[ref, subject && `${subject.ref} ${subject.title}`, dueOn && `due ${shortDate(dueOn)}`].filter(Boolean).join(', ')})`

const stepLine = ({ ref, title, nextStep, nextStepDue }: DealRow): string =>
  `${nextStep} (${ref} ${title}, by ${shortDate(nextStepDue ?? '')})`
