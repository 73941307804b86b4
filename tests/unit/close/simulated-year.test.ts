import { expect, test } from 'vitest'
import type { TaskRow } from '../../../src/domain/close/close-store.js'
import { isFinished, statesAfter, type TaskState } from '../../../src/domain/close/close-task.js'
import { MONTH_TEMPLATE } from '../../../src/domain/close/month-template.js'
import { reminderFor } from '../../../src/domain/close/reminder.js'
import { reminderDay } from '../../../src/domain/close/urgency.js'
import { isTheirMorning } from '../../../src/domain/people/morning.js'
import { standsInFor } from '../../../src/domain/people/stand-in.js'
import { closeDay, workingCalendar } from '../../../src/domain/people/working-days.js'
import { addDays, addToMonth, dateIn, hourIn } from '../../../src/lib/dates.js'

/** Twelve closes, looked at day by day by the rules alone. Who is late does a task days after it is due. */
const person = (id: string, timeZone: string, lateDays: number, delegateId: string | null = null) => ({
  id,
  name: id,
  timeZone,
  lateDays,
  morningHour: 9,
  slackUserId: id,
  awayFrom: null as string | null,
  awayUntil: null as string | null,
  delegateId,
})
const PEOPLE = [
  person('fay', 'Europe/Berlin', 0),
  person('carl', 'America/New_York', 1),
  person('max', 'Asia/Tokyo', 4),
  person('dora', 'Australia/Sydney', 0, 'fay'),
]
/** Dora is away in the first days of each third month. */
const AWAY = ['2026-03', '2026-06', '2026-09', '2026-12']
const OWNERS: Record<string, string> = {
  finance: 'fay',
  controller: 'carl',
  manager: 'max',
  department: 'dora',
  admin: 'max',
}
/** Nine in the morning of each zone, in summer and in winter, and hours of the night. */
const HOURS = new Set([0, 2, 7, 8, 13, 14, 18, 22, 23])
const OUTAGE = { from: '2026-06-03', until: '2026-06-05' }
const calendar = workingCalendar('DE')

type Sent = { who: string; date: string; hour: number; tasks: number }

test('a year of closes: each is told at most once a working day, in their morning, and an outage is caught up by one message', () => {
  const sent: Sent[] = []
  const told = new Set<string>()
  let tasks: TaskRow[] = []
  const start = new Date('2026-01-01T00:00:00Z').getTime()
  for (let hour = 0; hour < 365 * 24; hour += 1) {
    const now = new Date(start + hour * 3_600_000)
    if (!HOURS.has(now.getUTCHours())) continue
    if (now.getUTCHours() === 0) tasks = aDayOn(tasks, dateIn('UTC', now))
    const date = dateIn('UTC', now)
    if (tasks.length === 0 || (date >= OUTAGE.from && date <= OUTAGE.until)) continue
    for (const one of PEOPLE) {
      const local = dateIn(one.timeZone, now)
      if (told.has(one.id + local) || !isTheirMorning(one, calendar, now)) continue
      const hearer = { id: one.id, acts: standsInFor(one.id, PEOPLE as never, now), isController: one.id === 'carl' }
      const reminder = reminderFor(hearer, { tasks, snoozes: [] }, reminderDay(calendar, local))
      if (!reminder) continue
      told.add(one.id + local)
      sent.push({
        who: one.id,
        date: local,
        hour: hourIn(one.timeZone, now),
        tasks: [...reminder.groups.values()].flat().length,
      })
    }
  }
  // Never twice a day, never at night, never on a day off, never to who is away.
  expect(new Set(sent.map(({ who, date }) => who + date)).size).toBe(sent.length)
  // On a first the close is opened, for some in the middle of their day.
  expect(sent.filter(({ hour, date }) => hour !== 9 && !(date.endsWith('-01') && hour > 9 && hour < 17))).toEqual([])
  expect(sent.filter(({ date }) => !calendar.isWorkingDay(date))).toEqual([])
  expect(sent.filter(({ who, date }) => who === 'dora' && AWAY.some((month) => date.startsWith(`${month}-0`)))).toEqual(
    [],
  )
  // Three days of outage are not told afterwards: the day after has one message each.
  const after = sent.filter(({ date }) => date > OUTAGE.from && date < '2026-06-09')
  expect(new Set(after.map(({ who, date }) => who + date)).size).toBe(after.length)
  expect(sent.filter(({ date }) => date === '2026-06-08').length).toBeGreaterThan(0)
  // Short: 204 in a year, one in five days each.
  const perDay = sent.length / (PEOPLE.length * 250)
  expect(perDay).toBeLessThan(0.3)
  expect(new Set(sent.map(({ who }) => who))).toEqual(new Set(['fay', 'carl', 'max', 'dora']))
})

/** Opens the last month on the first, and lets everybody do what they would have done by now. */
function aDayOn(before: readonly TaskRow[], date: string): TaskRow[] {
  for (const one of PEOPLE)
    if (one.id === 'dora') {
      // The day begins earlier where she is.
      const month = addDays(date, 1).slice(0, 7)
      const away = AWAY.includes(month)
      Object.assign(one, { awayFrom: away ? `${month}-01` : null, awayUntil: away ? `${month}-09` : null })
    }
  const kept = before.some(({ state }) => !isFinished(state)) ? [...before] : []
  const tasks = date.endsWith('-01') ? [...kept, ...opened(addToMonth(date.slice(0, 7), -1))] : kept
  const moved = tasks.map((task): TaskRow => {
    const whose = task.state === 'submitted' ? task.reviewerId : task.ownerId
    const late = PEOPLE.find(({ id }) => id === whose)?.lateDays ?? 0
    if (!['ready', 'submitted'].includes(task.state) || date <= addDays(task.dueOn, late)) return task
    const state: TaskState = task.state === 'ready' && task.reviewerId ? 'submitted' : 'approved'
    return { ...task, state, doneById: task.doneById ?? whose }
  })
  const states = statesAfter(moved)
  return moved.map((task) => ({ ...task, state: states.get(task.id) ?? task.state }))
}

const opened = (month: string): TaskRow[] =>
  MONTH_TEMPLATE.tasks.map((task) => {
    const ownerId = OWNERS[task.ownerRole] ?? 'fay'
    const reviewer = task.reviewerRole ? (OWNERS[task.reviewerRole] ?? null) : null
    return {
      id: `${month}-${task.key}`,
      ref: `TASK-${month}-${task.key}`,
      key: task.key,
      title: task.title,
      dueOn: closeDay(calendar, month, task.dueWorkday),
      state: task.dependsOn.length > 0 ? 'waiting' : 'ready',
      ownerId,
      reviewerId: reviewer === ownerId ? null : reviewer,
      dependsOn: task.dependsOn.map((key) => `${month}-${key}`),
      doneById: null,
      checkName: null,
    } as unknown as TaskRow
  })
