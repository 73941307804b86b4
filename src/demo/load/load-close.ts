import type { Tx } from '../../db/in-workspace.js'
import { saveTaskState } from '../../domain/close/close-store.js'
import { openClose, settleClose } from '../../domain/close/open-close.js'
import { closePeriod } from '../../domain/ledger/period-store.js'
import { addDays, addToMonth, firstOfMonth, fromDbDate, monthOf } from '../../lib/dates.js'
import { idOf, type Loading } from './context.js'

/** Tasks of the open month that are done already when the demo begins. */
const DONE = ['expenses', 'recurring'] as const

/** Closes the months before the open one, and begins the open one's close: some tasks done, the others waiting. */
export async function loadClose(loading: Loading): Promise<void> {
  const { calendar } = loading.company
  await loading.on(calendar.today, 'helen', async (tx) => {
    const periods = await tx.prisma.period.findMany({
      where: { number: { lte: 12 }, state: 'open' },
      orderBy: { startsOn: 'asc' },
    })
    for (const period of periods)
      if (monthOf(fromDbDate(period.startsOn)) < calendar.openMonth) await closePeriod(tx, period.id)
  })
  const opened = addDays(firstOfMonth(addToMonth(calendar.openMonth, 1)), 0)
  const close = await loading.on(opened, 'helen', (tx) => openClose(tx, calendar.openMonth, 'GB'))
  for (const key of DONE) await loading.on(opened, null, (tx) => finish(tx, loading, close.id, key))
}

async function finish(tx: Tx, loading: Loading, closeId: string, key: string): Promise<void> {
  const task = await tx.prisma.closeTask.findFirst({ where: { closeId, key } })
  if (!task) throw new Error(`the monthly template has no task "${key}"`)
  await saveTaskState(
    tx,
    { id: task.id, state: 'approved', doneById: task.ownerId ?? idOf(loading.ids, 'helen') },
    { kind: 'approved' },
  )
  await settleClose(tx, closeId)
}
