import type { IsoDate } from '../../lib/dates.js'
import { addDays } from '../../lib/dates.js'
import { addWorkingDays, type WorkingCalendar } from '../people/working-days.js'
import { type CloseTask, isFinished } from './close-task.js'

/** What a task of this key took in one close of the past: the day it could begin, and the day it was finished. */
export type PastTask = { key: string; readyOn: IsoDate; doneOn: IsoDate }

export type Forecast = {
  /** Null when all is finished. */
  finishOn: IsoDate | null
  /** What holds up the end, the first to be done first. */
  path: readonly string[]
  /** By task that is not finished. */
  finishes: ReadonlyMap<string, IsoDate>
  /** A blocked task of the path without an expected day: the forecast holds only if that ends today. */
  unsure: readonly string[]
}

type Open = CloseTask & { blockedUntil: IsoDate | null }

/** Working days after `from` up to and with `to`; 0 when it is not later. */
export function workingDaysBetween(calendar: WorkingCalendar, from: IsoDate, to: IsoDate): number {
  let days = 0
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) if (calendar.isWorkingDay(date)) days += 1
  return days
}

/** How many working days a task of each key usually takes once it can begin: the median of its past ones. */
export function usualDays(past: readonly PastTask[], calendar: WorkingCalendar): ReadonlyMap<string, number> {
  const taken = new Map<string, number[]>()
  for (const { key, readyOn, doneOn } of past)
    taken.set(key, [...(taken.get(key) ?? []), workingDaysBetween(calendar, readyOn, doneOn)])
  return new Map([...taken].map(([key, days]) => [key, median(days)]))
}

const median = (days: readonly number[]): number => days.toSorted((a, b) => a - b)[Math.floor(days.length / 2)] ?? 0

/**
 * When a close will be finished: each task begins when those before it are finished, or when it is no longer blocked, and takes as many
 * working days as usual; without a history one day, or none where a check proves it. Pure.
 */
export function forecastClose(
  tasks: readonly Open[],
  usual: ReadonlyMap<string, number>,
  today: IsoDate,
  calendar: WorkingCalendar,
): Forecast {
  const open = new Map(tasks.filter(({ state }) => !isFinished(state)).map((task) => [task.id, task]))
  const finishes = new Map<string, IsoDate>()
  const lengths = new Map<string, number>()
  const before = (task: Open) => task.dependsOn.flatMap((id) => open.get(id) ?? [])
  const visit = (task: Open): void => {
    if (finishes.has(task.id)) return
    for (const each of before(task)) visit(each)
    const starts = [today, task.blockedUntil ?? today, ...before(task).map(({ id }) => finishes.get(id) ?? today)]
    const start = starts.reduce((latest, each) => (each > latest ? each : latest))
    finishes.set(task.id, addWorkingDays(calendar, start, usual.get(task.key) ?? (task.checkName ? 0 : 1)))
    lengths.set(task.id, 1 + Math.max(0, ...before(task).map(({ id }) => lengths.get(id) ?? 0)))
  }
  for (const task of open.values()) visit(task)
  const later = (a: Open, b: Open) =>
    (finishes.get(b.id) ?? '').localeCompare(finishes.get(a.id) ?? '') ||
    (lengths.get(b.id) ?? 0) - (lengths.get(a.id) ?? 0)
  const path: Open[] = []
  let next: Open | undefined = [...open.values()].toSorted(later)[0]
  for (; next; next = before(next).toSorted(later)[0]) path.unshift(next)
  return {
    finishOn: path.length === 0 ? null : (finishes.get(path.at(-1)?.id ?? '') ?? today),
    path: path.map(({ id }) => id),
    finishes,
    unsure: path.filter(({ state, blockedUntil }) => state === 'blocked' && blockedUntil === null).map(({ id }) => id),
  }
}
