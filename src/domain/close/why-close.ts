import type { SqlScope } from '../../db/sql-workspace.js'
import { dateIn } from '../../lib/dates.js'
import { workingCalendar } from '../people/working-days.js'
import { getWorkspace } from '../people/workspace-store.js'
import { type ChangedEntry, listChanged } from './changed-store.js'
import { listNews, listPastTasks, type TaskNews } from './close-history-store.js'
import { listTasks, type TaskRow } from './close-store.js'
import type { Check } from './define-check.js'
import { type Forecast, forecastClose, usualDays } from './forecast-close.js'
import { type JudgedTask, judgeChecks } from './judge-checks.js'

/** Why a close isn't finished: what holds it up, the rows that speak against its checks, when it will be, what is new. */
export type WhyClose = {
  month: string
  tasks: readonly TaskRow[]
  forecast: Forecast
  /** Tasks of the path, the first to be done first. */
  path: readonly TaskRow[]
  /** Checks of the tasks that are open, on the path or beside it. */
  judged: readonly JudgedTask[]
  /** Entries that opened tasks again after they were signed, by task. */
  changed: ReadonlyMap<string, readonly ChangedEntry[]>
  news: readonly TaskNews[]
}

const DAY_MS = 86_400_000

/** When a close will be finished, by what its tasks took in the closes before it. */
export async function loadForecast(read: SqlScope, tasks: readonly TaskRow[]): Promise<Forecast> {
  const { country, timeZone } = await getWorkspace(read)
  const calendar = workingCalendar(country)
  const usual = usualDays(await listPastTasks(read, tasks[0]?.month ?? ''), calendar)
  return forecastClose(tasks, usual, dateIn(timeZone, read.now), calendar)
}

/** The tasks that hold up the end, the first to be done first. */
export function pathOf(tasks: readonly TaskRow[], { path }: Forecast): TaskRow[] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  return path.flatMap((id) => byId.get(id) ?? [])
}

/** Null where there is no such close. */
export async function whyClose(
  read: SqlScope,
  checks: readonly Check[],
  month: string | undefined,
): Promise<WhyClose | null> {
  const tasks = await listTasks(read, month ? { month } : {})
  const [first] = tasks
  if (!first) return null
  const forecast = await loadForecast(read, tasks)
  const open = new Set(forecast.finishes.keys())
  return {
    month: first.month,
    tasks,
    forecast,
    path: pathOf(tasks, forecast),
    judged: open.size === 0 ? [] : await judgeChecks(read, checks, first.month, open),
    changed: await listChanged(
      read,
      tasks.flatMap(({ id, changedNote }) => (changedNote === null ? [] : [id])),
    ),
    news: await listNews(read, first.month, new Date(read.now.getTime() - DAY_MS)),
  }
}
