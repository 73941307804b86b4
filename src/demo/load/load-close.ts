import type { Tx } from '../../db/in-workspace.js'
import { saveTaskState } from '../../domain/close/close-store.js'
import { MONTH_TEMPLATE } from '../../domain/close/month-template.js'
import { openClose } from '../../domain/close/open-close.js'
import { settleClose } from '../../domain/close/settle-close.js'
import { closePeriod } from '../../domain/ledger/period-store.js'
import { addWorkingDays, workingCalendar } from '../../domain/people/working-days.js'
import { addDays, addToMonth, firstOfMonth, fromDbDate, type IsoDate, monthOf, toDbDate } from '../../lib/dates.js'
import { idOf, type Loading } from './context.js'

/** Tasks of the open month that are done already when the demo begins. */
const DONE = ['expenses'] as const

/** Closes the months before the open one, and begins the open one's close: some tasks done, the others waiting. */
export async function loadClose(loading: Loading): Promise<void> {
  const { calendar } = loading.company
  await loading.on(calendar.today, 'helen', async (tx) => {
    const periods = await tx.prisma.period.findMany({
      where: { number: { gte: 1, lte: 12 }, state: 'open' },
      orderBy: { startsOn: 'asc' },
    })
    for (const period of periods)
      if (monthOf(fromDbDate(period.startsOn)) < calendar.openMonth) await closePeriod(tx, period.id)
  })
  const opened = addDays(firstOfMonth(addToMonth(calendar.openMonth, 1)), 0)
  const close = await loading.on(opened, 'helen', (tx) => openClose(tx, calendar.openMonth, 'GB'))
  await loading.on(opened, 'helen', (tx) => dueAroundToday(tx, close.id, calendar.today))
  for (const key of DONE) await loading.on(opened, null, (tx) => finish(tx, loading, close.id, key))
}

/** The demo is looked at on any day of a month, and its close is to be in full swing then: the second working day is today. */
async function dueAroundToday(tx: Tx, closeId: string, today: IsoDate): Promise<void> {
  const calendar = workingCalendar('GB')
  const days = new Map(MONTH_TEMPLATE.tasks.map((task) => [task.key, task.dueWorkday]))
  for (const task of await tx.prisma.closeTask.findMany({ where: { closeId } })) {
    const dueOn = addWorkingDays(calendar, today, (days.get(task.key) ?? 2) - 2)
    if (dueOn > fromDbDate(task.dueOn))
      await tx.prisma.closeTask.updateMany({ where: { id: task.id }, data: { dueOn: toDbDate(dueOn) } })
  }
}

async function finish(tx: Tx, loading: Loading, closeId: string, key: string): Promise<void> {
  const task = await tx.prisma.closeTask.findFirst({ where: { closeId, key } })
  if (!task) throw new Error(`the monthly template has no task "${key}"`)
  await saveTaskState(
    tx,
    {
      id: task.id,
      state: 'approved',
      doneById: task.ownerId ?? idOf(loading.ids, 'helen'),
      ...(task.reviewerId ? { approvedById: task.reviewerId } : {}),
    },
    { kind: 'approved' },
  )
  await settleClose(tx, closeId)
}
