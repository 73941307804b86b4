import type { IsoDate } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { TaskActor } from './task-actor.js'

export type TaskState = 'waiting' | 'ready' | 'in_progress' | 'submitted' | 'approved' | 'blocked' | 'not_applicable'

export type TemplateTask = {
  key: string
  title: string
  /** Working days after the month's end: 1 is the first. */
  dueWorkday: number
  ownerRole: string
  reviewerRole: string | null
  /** Instead of a role: somebody of this department. */
  ownerDepartment?: string | null
  /** Keys of tasks of the same template. */
  dependsOn: readonly string[]
  checkName: string | null
  /** Done only with a file, a mail or a link that proves it. */
  evidenceRequired?: boolean
  /** What its sign-off covers: `6200`, `6000-6999`, `bank`, `all`. Entries there open it again. */
  accounts?: readonly string[]
  /** What may be recorded after it all the same, in the base currency; null: what the company tolerates. */
  toleranceMinor?: bigint | null
  /** So long nothing more must have come before it is opened again; null: the usual time. */
  quietMinutes?: number | null
}

export type CloseTask = {
  id: string
  ref: string
  key: string
  title: string
  dueOn: IsoDate
  state: TaskState
  ownerId: string | null
  reviewerId: string | null
  /** A second person is wanted, also where none was found when the close was opened. */
  reviewRequired: boolean
  doneById: string | null
  approvedById: string | null
  /** Approved by who did it, in a company of one person. */
  selfApproved: boolean
  checkName: string | null
  /** Somebody blocked it, and what its check last said is that all holds. */
  checkHolds?: boolean
  evidenceRequired: boolean
  /** Pieces of evidence on it. */
  evidence: number
  version: number
  /** Ids of the tasks that must be finished first. */
  dependsOn: readonly string[]
}

export const isFinished = (state: TaskState): boolean => state === 'approved' || state === 'not_applicable'

/** Tasks whose dependencies have all finished become ready; one whose dependency was reopened waits again. */
export function statesAfter(tasks: readonly CloseTask[]): Map<string, TaskState> {
  const finished = new Set(tasks.filter((task) => isFinished(task.state)).map((task) => task.id))
  const moved = new Map<string, TaskState>()
  for (const task of tasks) {
    const free = task.dependsOn.every((id) => finished.has(id))
    if (task.state === 'waiting' && free) moved.set(task.id, 'ready')
    if (task.state === 'ready' && !free) moved.set(task.id, 'waiting')
  }
  return moved
}

export const isReviewed = (task: Pick<CloseTask, 'reviewRequired' | 'reviewerId'>): boolean =>
  task.reviewRequired || task.reviewerId !== null

/** What `done` means for a task, said by this person: submitted for review, or approved. Preparer and reviewer differ. */
export function afterDone(task: CloseTask, by: TaskActor): Result<TaskState> {
  if (isFinished(task.state)) return no(`${task.ref} is already finished.`)
  if (task.state === 'waiting') return no(`${task.ref} waits for other tasks; \`close status\` shows which.`)
  if (task.checkName && task.state !== 'submitted') {
    return no(`${task.ref} completes itself when its check passes; nobody needs to tick it.`)
  }
  if (task.state === 'submitted') return review(task, by)
  if (task.ownerId !== null && !by.acts.has(task.ownerId)) return no(`${task.ref} belongs to somebody else.`)
  if (task.reviewerId === by.id) return no(`You review ${task.ref}, so somebody else must do it.`)
  if (task.evidenceRequired && task.evidence === 0)
    return no(
      `${task.ref} needs something that proves it first: \`close evidence ${task.ref}\` puts a file, a mail or a link on it.`,
    )
  return ok(isReviewed(task) && !approvesOwn(task, by) ? 'submitted' : 'approved')
}

/** In a company of one person there is nobody else to approve. */
export const approvesOwn = (task: CloseTask, by: TaskActor): boolean =>
  isReviewed(task) && task.reviewerId === null && by.solo

/** Whether this person may approve what another did: its reviewer, who stands in for them, or where there is none who runs the close. */
export function review(task: CloseTask, by: TaskActor): Result<TaskState> {
  if (task.doneById === by.id) return no(`You did ${task.ref} yourself, so somebody else must review it.`)
  if (!reviews(task, by)) return no(`${task.ref} is with its reviewer.`)
  return ok('approved')
}

export const reviews = (task: CloseTask, by: TaskActor): boolean =>
  task.reviewerId === null ? by.manages : by.acts.has(task.reviewerId)

/** The states that a `done` can be taken back to. */
export const RESTORABLE = ['ready', 'in_progress', 'submitted'] as const
export type Restorable = (typeof RESTORABLE)[number]

/**
 * Whether this person may take a `done` back to that state: who said it, or who reviews it. Only an approval goes back to
 * the reviewer; were `submitted` reached from anywhere else, a reviewer could approve what nobody did. What a check proved
 * only the data can take back.
 */
export function mayRestore(task: CloseTask, to: Restorable, by: TaskActor): Result<true> {
  if (task.state === 'not_applicable') return mayNeedAgain(task, to, by)
  if (task.checkName) return no(`${task.ref} is proved by its check, so it reopens by itself when the data moves.`)
  if (task.state !== 'submitted' && task.state !== 'approved')
    return no(`${task.ref} is not done, so it is open already.`)
  if (by.id !== task.doneById && by.id !== task.approvedById && !reviews(task, by))
    return no(`Only who did ${task.ref} or its reviewer can reopen it.`)
  const wasReviewed = task.state === 'approved' && isReviewed(task) && task.doneById !== null && !task.selfApproved
  if (to === 'submitted' && !wasReviewed) return no(`${task.ref} was not approved by a reviewer.`)
  return ok(true)
}

function mayNeedAgain(task: CloseTask, to: Restorable, by: TaskActor): Result<true> {
  if (to === 'submitted') return no(`${task.ref} was not needed, so nobody has done it.`)
  if (!by.manages && !reviews(task, by) && !(task.ownerId && by.acts.has(task.ownerId)))
    return no(`Only its owner, its reviewer or who runs the close can take ${task.ref} up again.`)
  return ok(true)
}
