import type { Tx } from '../../db/in-workspace.js'
import { addDays, type IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { remarkTask } from './block-task.js'
import { getTaskClose } from './close-store.js'
import { LONGEST_DAYS, mayPutOff } from './snooze.js'
import { dropSnoozes, findSnooze, type StoredSnooze, saveSnooze } from './snooze-store.js'

/** What a person had said before, to put it back. */
export type PutOff = { before: StoredSnooze | null }

/** Keeps a task out of somebody's reminders until a day. Others hear of it as before. */
export async function putOffTask(
  tx: Tx,
  { staffId, taskId, until, today }: { staffId: string; taskId: string; until: IsoDate; today: IsoDate },
): Promise<PutOff> {
  const allowed = mayPutOff(until, today, addDays(today, LONGEST_DAYS))
  if (!allowed.ok) throw refused(allowed.problem)
  const before = await findSnooze(tx, staffId, taskId)
  await saveSnooze(tx, { kind: 'later', staffId, taskId, until })
  await changed(tx, taskId)
  return { before }
}

/** Says that a task is not theirs: they hear no more of it, and who runs the close hears whose it may be. */
export async function disownTask(
  tx: Tx,
  { staffId, taskId, note }: { staffId: string; taskId: string; note: string },
): Promise<void> {
  const { ownerId, reviewerId } = await tx.prisma.closeTask.findFirstOrThrow({ where: { id: taskId } })
  if (ownerId !== staffId && reviewerId !== staffId)
    throw refused('You neither own nor review that task: it is not yours already.')
  await saveSnooze(tx, { kind: 'not_mine', staffId, taskId, until: null, note })
  await remarkTask(tx, taskId, { kind: 'not_mine', note })
  await changed(tx, taskId)
}

/** Back among the reminders. */
export async function takeUpTask(tx: Tx, { staffId, taskId }: { staffId: string; taskId: string }): Promise<void> {
  if ((await dropSnoozes(tx, { staffId, taskId })) === 0) throw refused('You did not put that task off.')
  await changed(tx, taskId)
}

const changed = async (tx: Tx, taskId: string): Promise<void> =>
  tx.outbox('close.snoozed', { closeId: await getTaskClose(tx, taskId) })
