import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { refused } from '../../lib/errors.js'
import { getMembership } from '../people/membership-store.js'
import { noteEvent } from './close-store.js'
import { type CloseTask, isFinished } from './close-task.js'
import { loadTask } from './complete-task.js'
import type { TaskActor } from './task-actor.js'

export type NewHands = { ownerId?: string; reviewerId?: string | null }

/**
 * Gives a task to another owner, another reviewer, or both. Who runs the close may; an owner hands on what is theirs. They must be
 * allowed to do close tasks, and the two are never one. Throws `refused`.
 */
export async function reassignTask(tx: Tx, taskId: string, byId: string, to: NewHands): Promise<CloseTask> {
  const { task, closeId, by } = await loadTask(tx, taskId, byId)
  const problem = mayReassign(task, by, to)
  if (problem) throw refused(problem)
  for (const id of [to.ownerId, to.reviewerId]) if (id) await mustDoTasks(tx, id)
  await tx.prisma.closeTask.updateMany({
    where: { id: task.id },
    data: { ...to, ...(to.reviewerId ? { reviewRequired: true } : {}) },
  })
  await noteEvent(tx, task.id, { kind: 'reassigned', data: { from: handsOf(task), to } })
  await tx.outbox('close.changed', { closeId })
  return task
}

const handsOf = ({ ownerId, reviewerId }: CloseTask) => ({ ownerId, reviewerId })

/** Why a task can't change hands so; null when it can. */
export function mayReassign(task: CloseTask, by: TaskActor, to: NewHands): string | null {
  const owner = to.ownerId ?? task.ownerId
  const reviewer = to.reviewerId === undefined ? task.reviewerId : to.reviewerId
  const own = task.ownerId === null || by.acts.has(task.ownerId)
  if (!by.manages && !(own && to.reviewerId === undefined))
    return `Only who runs the close gives ${task.ref} to others.`
  if (isFinished(task.state)) return `${task.ref} is finished already.`
  if (owner === task.ownerId && reviewer === task.reviewerId) return `${task.ref} is with them already.`
  if (owner !== null && owner === reviewer) return 'Its owner and its reviewer are two people.'
  if (reviewer !== null && reviewer === task.doneById) return `Who did ${task.ref} can’t review it.`
  // Leaving out the reviewer would be a way round the second person.
  if (to.reviewerId === null && task.reviewRequired && !by.solo) return `${task.ref} needs a reviewer.`
  return null
}

async function mustDoTasks(tx: Tx, staffId: string): Promise<void> {
  const { member } = await getMembership(sqlInTx(tx), staffId)
  if (!member.may('close.write')) throw refused(`${member.name} may not do close tasks: a role must allow it first.`)
}
