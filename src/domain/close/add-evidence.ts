import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { invalid, notFound, refused } from '../../lib/errors.js'
import { clip } from '../../lib/text.js'
import { hasSay } from './block-task.js'
import { getTaskClose, lockTasks, noteEvent } from './close-store.js'
import { type CloseTask, isFinished } from './close-task.js'
import { loadTask } from './complete-task.js'
import { type Evidence, insertEvidence, listEvidence, type NewEvidence, saveEvidenceRemoved } from './evidence-store.js'

/** `which` counts from 1, as they stand. */
export type AddedEvidence = { task: CloseTask; id: string; which: number }

/**
 * Puts a file, a mail or an address on a task, as what proves it. Its owner, its reviewer, or who runs the close; not once it is
 * finished (the database sees to that too). Throws `refused`, `invalid`.
 */
export async function addEvidence(tx: Tx, taskId: string, byId: string, piece: NewEvidence): Promise<AddedEvidence> {
  const { task, closeId, by } = await loadTask(tx, taskId, byId)
  if (!hasSay(task, by)) throw refused(`${task.ref} is not yours to prove.`)
  const title = clip(piece.title.trim(), 200)
  if (title === '') throw invalid('Say what it is.')
  const there = await listEvidence(sqlInTx(tx), [taskId])
  if (isThere(there, piece)) throw refused(`${task.ref} has ${title} already.`)
  const id = await insertEvidence(tx, taskId, { ...piece, title })
  await noteEvent(tx, taskId, { kind: 'evidence', note: tx.scope.via === 'mail' ? `By mail: ${title}` : title })
  await tx.outbox('close.changed', { closeId })
  return { task, id, which: there.length + 1 }
}

/**
 * Puts what came with an answer on the task that it was asked for; who was asked need not own it. What is there already is left; on a
 * task that is finished it is a remark, since what that was approved by stays as it was.
 */
export async function addAnswerEvidence(tx: Tx, taskId: string, piece: NewEvidence): Promise<void> {
  const closeId = await getTaskClose(tx, taskId)
  const task = (await lockTasks(tx, closeId)).find(({ id }) => id === taskId)
  const title = clip(piece.title.trim(), 200)
  if (!task || isThere(await listEvidence(sqlInTx(tx), [taskId]), piece)) return
  if (!isFinished(task.state)) await insertEvidence(tx, taskId, { ...piece, title })
  const how = tx.scope.via === 'mail' ? 'By mail' : 'With an answer'
  await noteEvent(tx, taskId, { kind: 'evidence', note: `${how}: ${title}` })
  await tx.outbox('close.changed', { closeId })
}

/** Whether the same file, mail or address stands there. */
export const isThere = (there: readonly Evidence[], piece: NewEvidence): boolean =>
  there.some(
    (each) =>
      each.kind === piece.kind &&
      (piece.kind === 'file'
        ? each.contentHash === piece.contentHash
        : piece.kind === 'mail'
          ? each.messageId === piece.messageId
          : each.url === piece.url),
  )

/** Takes a piece off again: `which` counts from 1, as they stand. Throws `refused`, `not_found`. */
export async function removeEvidence(
  tx: Tx,
  taskId: string,
  byId: string,
  which: number,
): Promise<{ task: CloseTask; removed: Evidence }> {
  const { task, closeId, by } = await loadTask(tx, taskId, byId)
  if (!hasSay(task, by)) throw refused(`${task.ref} is not yours to change.`)
  const removed = (await listEvidence(sqlInTx(tx), [taskId]))[which - 1]
  if (!removed) throw notFound(`${task.ref} has no evidence ${which}.`)
  await saveEvidenceRemoved(tx, removed.id)
  await noteEvent(tx, taskId, { kind: 'evidence_removed', note: removed.title })
  await tx.outbox('close.changed', { closeId })
  return { task, removed }
}
