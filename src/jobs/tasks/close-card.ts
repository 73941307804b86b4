import { changedLines } from '../../bots/commands/close/changed-sections.js'
import { checkLines } from '../../bots/commands/close/check-lines.js'
import { lockButton } from '../../bots/commands/close/lock-button.js'
import type { Action, Reply, Section } from '../../bots/commands/reply.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { booksWords, type CloseBooks, closeBooks } from '../../domain/close/close-books.js'
import { listTasks, listTasksOfOpenCloses, type TaskRow } from '../../domain/close/close-store.js'
import { closeHeadline, finishedCount, taskTable } from '../../domain/close/close-view.js'
import type { Forecast } from '../../domain/close/forecast-close.js'
import { loadForecast, pathOf } from '../../domain/close/why-close.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn, type IsoDate, shortDate } from '../../lib/dates.js'
import { defineJob, type JobContext } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'close-card',
  summary: 'Keeps each open close’s card in the finance channel up to date, edited in place',
  // By the clock as well, since a task becomes late without anybody doing anything.
  on: ['close.opened', 'close.changed', 'close.remind', 'workspace.live'],
  run: async (context, data) => {
    const now = context.db.clock.now()
    const { db, scope } = context
    const workspace = await readWorkspace(db, scope, getWorkspace)
    const channel = workspace.settings['closeChannel']
    if (!workspace.liveAt || typeof channel !== 'string') return
    const today = dateIn(workspace.timeZone, now)
    if (context.kind === 'close.remind' && lastTickOn(workspace.timeZone, data['dueAt']) === today) return
    const closes = await load(context, data['closeId'] as string | undefined)
    for (const [closeId, shown] of closes)
      await keepChat(context, {
        occasion: `close-card:${closeId}`,
        to: channel,
        reply: closeCard(shown, today, workspace.timeZone),
      })
  },
})

const TICK_MS = 15 * 60_000

/** The day of the tick before this one, which was due at `dueAt`: only a new day makes a task late. Null: nobody knows. */
const lastTickOn = (zone: string, dueAt: unknown): IsoDate | null =>
  typeof dueAt === 'string' ? dateIn(zone, new Date(Date.parse(dueAt) - TICK_MS)) : null

type Shown = { tasks: readonly TaskRow[]; forecast: Forecast; books: CloseBooks }

/** The close that an event is about, done or not (its last change shows it done); without one, all that are open. */
const load = (context: JobContext, closeId: string | undefined) =>
  readWorkspace(context.db, context.scope, async (read) => {
    const tasks = closeId ? await listTasks(read, { closeIds: [closeId] }) : await listTasksOfOpenCloses(read)
    const closes = new Map<string, Shown>()
    for (const [id, own] of byClose(tasks)) {
      const books = await closeBooks(read, own[0]?.month ?? '')
      closes.set(id, { tasks: own, forecast: await loadForecast(read, own), books })
    }
    return closes
  })

function byClose(tasks: readonly TaskRow[]): Map<string, TaskRow[]> {
  const closes = new Map<string, TaskRow[]>()
  for (const task of tasks) closes.set(task.closeId, [...(closes.get(task.closeId) ?? []), task])
  return closes
}

function closeCard({ tasks, forecast, books }: Shown, today: string, zone: string): Reply {
  const month = tasks[0]?.month ?? ''
  const isDone = finishedCount(tasks) === tasks.length
  const checks = checkLines(tasks)
  const changed = changedLines(tasks)
  return {
    headline: closeHeadline(month, tasks, { today, books: booksWords(books, zone) }),
    progress: { label: 'tasks done', done: finishedCount(tasks), total: tasks.length },
    sections: [
      ...holdsUp(tasks, forecast),
      ...(changed.length > 0 ? [{ title: 'Changed since it was signed', lines: changed }] : []),
      ...(checks.length > 0 ? [{ title: 'What the checks say', lines: checks }] : []),
    ],
    table: taskTable(tasks, today),
    actions: [
      ...(isDone && !books.closed ? [lockButton(month)] : []),
      { label: 'What is mine?', do: { command: 'close mine', args: {} }, typed: 'close mine' },
      ...(isDone && books.closed ? [] : [whyButton(month)]),
    ],
    notes: ['Kept up to date here; what happened day by day is in its thread.'],
  }
}

const whyButton = (month: string): Action => ({
  label: 'Why isn’t it closed?',
  do: { command: 'close why', args: { month } },
  typed: `close why ${month}`,
})

/** More steps than these are read by `close why`. */
const STEPS = 5

/** The way to the end, and when it will likely be reached. */
function holdsUp(tasks: readonly TaskRow[], forecast: Forecast): Section[] {
  if (forecast.finishOn === null) return []
  const path = pathOf(tasks, forecast)
  const steps = path.slice(0, STEPS).map(({ id, ref, title, ownerName }) => {
    const likely = forecast.finishes.get(id)
    return `${ref} ${title} (${ownerName ?? 'nobody’s'}${likely ? `, likely ${shortDate(likely)}` : ''})`
  })
  const more = path.length > STEPS ? [`and ${path.length - STEPS} more`] : []
  return [{ title: `What holds it up: likely done on ${shortDate(forecast.finishOn)}`, lines: [...steps, ...more] }]
}
