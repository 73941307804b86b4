import type { SqlScope } from '../../db/sql-workspace.js'
import { dateIn } from '../../lib/dates.js'
import { workingCalendar } from '../people/working-days.js'
import { getWorkspace } from '../people/workspace-store.js'
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
  news: readonly TaskNews[]
}

const DAY_MS = 86_400_000

/** Null where there is no such close. */
export async function whyClose(
  read: SqlScope,
  checks: readonly Check[],
  month: string | undefined,
): Promise<WhyClose | null> {
  const tasks = await listTasks(read, month ? { month } : {})
  const [first] = tasks
  if (!first) return null
  const { country, timeZone } = await getWorkspace(read)
  const calendar = workingCalendar(country)
  const usual = usualDays(await listPastTasks(read, first.month), calendar)
  const forecast = forecastClose(tasks, usual, dateIn(timeZone, read.now), calendar)
  const open = new Set(forecast.finishes.keys())
  const byId = new Map(tasks.map((task) => [task.id, task]))
  return {
    month: first.month,
    tasks,
    forecast,
    path: forecast.path.flatMap((id) => byId.get(id) ?? []),
    judged: open.size === 0 ? [] : await judgeChecks(read, checks, first.month, open),
    news: await listNews(read, first.month, new Date(read.now.getTime() - DAY_MS)),
  }
}
