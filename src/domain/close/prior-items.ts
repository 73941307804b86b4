import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { dateIn, toDbDate } from '../../lib/dates.js'
import { getWorkspace } from '../people/workspace-store.js'
import { type CloseKind, closeSpan, taskPrefix } from './close-span.js'
import { noteEvent, saveTaskState } from './close-store.js'
import { monthName } from './close-view.js'
import { findNextClose, listUnplaced, type NextClose, type UnplacedItems } from './prior-item-store.js'
import { settleClose } from './settle-close.js'
import type { SignedTask } from './signed-store.js'
import { type LateEntry, nameEntries } from './since-signed.js'

/**
 * Keeps entries that came after the hard lock of what was signed, and puts them before whoever does the next close; where none is open
 * yet, they wait for it. What is filed already is left alone.
 */
export async function filePriorItems(
  tx: Tx,
  signed: SignedTask,
  entries: readonly LateEntry[],
  currency: string,
): Promise<void> {
  const { workspaceId } = tx.scope
  const known = await tx.prisma.priorItem.findMany({ where: { signedTaskId: signed.id }, select: { entryId: true } })
  const ids = new Set(known.map(({ entryId }) => entryId))
  const news = entries.filter(({ id }) => !ids.has(id))
  if (news.length === 0) return
  await tx.prisma.priorItem.createMany({
    data: news.map(({ id, movedMinor }) => ({
      workspaceId,
      id: tx.newId(),
      entryId: id,
      signedTaskId: signed.id,
      movedMinor,
    })),
  })
  await noteEvent(tx, signed.id, {
    kind: 'prior_item',
    note: `after the lock, so it is the next period’s: ${nameEntries(news, currency)}`,
  })
  await tx.outbox('close.changed', { closeId: signed.closeId })
  await placePriorItems(tx, signed.kind as CloseKind)
}

/** Gives items that no close has taken yet to the next one of the kind that is open. */
export async function placePriorItems(tx: Tx, kind: CloseKind): Promise<void> {
  for (const items of await listUnplaced(tx, kind)) {
    const next = await findNextClose(tx, kind, items.month)
    if (next) await place(tx, items, next)
  }
}

async function place(tx: Tx, items: UnplacedItems, next: NextClose): Promise<void> {
  const taskId = await taskFor(tx, items, next)
  await tx.prisma.priorItem.updateMany({ where: { id: { in: items.ids } }, data: { taskId } })
  await settleClose(tx, next.id)
}

/** One task for a closed month, a quarter or a year; done already, it is open again for what came since. */
async function taskFor(tx: Tx, items: UnplacedItems, next: NextClose): Promise<string> {
  const key = `prior-${items.month.toLowerCase()}`
  const there = await tx.prisma.closeTask.findFirst({ where: { closeId: next.id, key } })
  if (there) {
    const event = { kind: 'reopened', note: `${items.ids.length} more came of ${monthName(items.month)}` }
    const isDone = ['submitted', 'approved', 'not_applicable'].includes(there.state)
    if (isDone) await saveTaskState(tx, { id: there.id, state: 'ready', doneById: null }, event)
    else await noteEvent(tx, there.id, { ...event, kind: 'added' })
    return there.id
  }
  return addTask(tx, items, next, key)
}

async function addTask(tx: Tx, items: UnplacedItems, next: NextClose, key: string): Promise<string> {
  const { workspaceId } = tx.scope
  const tasks = await tx.prisma.closeTask.findMany({
    where: { closeId: next.id },
    include: { dependents: { select: { id: true } } },
    orderBy: { position: 'asc' },
  })
  const position = (tasks.at(-1)?.position ?? 0) + 1
  const ends = tasks.filter(({ dependents, state }) => dependents.length === 0 && state !== 'approved')
  const { timeZone } = await getWorkspace(sqlInTx(tx))
  const id = tx.newId()
  const span = closeSpan(next.month) ?? { name: next.month, kind: 'month' as const }
  await tx.prisma.closeTask.create({
    data: {
      workspaceId,
      id,
      ref: `${taskPrefix(span)}-${position}`,
      key,
      position,
      title: `Prior-period items of ${monthName(items.month)}`,
      dueOn: ends[0]?.dueOn ?? tasks.at(-1)?.dueOn ?? toDbDate(dateIn(timeZone, tx.now)),
      state: 'ready',
      closeId: next.id,
      ownerId: items.ownerId,
      reviewerId: items.reviewerId,
      reviewRequired: items.reviewRequired,
    },
  })
  // What signs the close off comes after it.
  await tx.prisma.closeTaskDependency.createMany({
    data: ends.map((end) => ({ workspaceId, id: tx.newId(), taskId: end.id, dependsOnId: id })),
  })
  await noteEvent(tx, id, { kind: 'added', note: `came after ${monthName(items.month)} was closed` })
  return id
}
