import type { IsoDate } from '../../lib/dates.js'
import { addWorkingDays, type WorkingCalendar } from '../people/working-days.js'
import { type CloseTask, isFinished } from './close-task.js'

/** Why a task concerns somebody this morning. `held`: it is another's, and others wait for it; `disowned`: its owner says it is not theirs. */
export type Urgency = 'overdue' | 'today' | 'review' | 'disowned' | 'held' | 'soon'

/** As they stand in a message. */
export const URGENCIES: Readonly<Record<Urgency, string>> = {
  overdue: 'Overdue',
  today: 'Due today',
  review: 'Waiting for your review',
  disowned: 'Said not to be theirs: whose is it?',
  held: 'Late with others, and work waits for it',
  soon: 'Due soon',
}

/** A local day with the days that count from it. */
export type ReminderDay = {
  today: IsoDate
  /** The last day that still counts as soon. */
  soonUntil: IsoDate
  /** What was due by then its reviewer hears of, and by the other its controller. */
  reviewerFrom: IsoDate
  controllerFrom: IsoDate
}

const SOON = 2
/** An owner hears on the first working day after; the reviewer a day later, the controller one more. */
const REVIEWER = -2
const CONTROLLER = -3

export const reminderDay = (calendar: WorkingCalendar, today: IsoDate): ReminderDay => ({
  today,
  soonUntil: addWorkingDays(calendar, today, SOON),
  reviewerFrom: addWorkingDays(calendar, today, REVIEWER),
  controllerFrom: addWorkingDays(calendar, today, CONTROLLER),
})

/** Who hears: for themselves and for those whom they stand in for; the controllers also of what nobody owns. */
export type Hearer = { id: string; acts: ReadonlySet<string>; isController: boolean }

/** `holdsUp`: some task that is not finished waits for this one. `disowned`: its owner said that it is not theirs. */
export type Standing = { holdsUp: boolean; disowned: boolean }

/** Null when it does not concern them. */
export function urgencyFor(
  task: CloseTask,
  hearer: Hearer,
  day: ReminderDay,
  { holdsUp, disowned }: Standing,
): Urgency | null {
  if (isFinished(task.state) || task.state === 'waiting') return null
  const isTheirs = (id: string | null) => id !== null && hearer.acts.has(id)
  // Whoever stands in for a reviewer must not be who did it.
  if (task.state === 'submitted' && isTheirs(task.reviewerId) && task.doneById !== hearer.id) return 'review'
  const own = isTheirs(task.ownerId) || (task.ownerId === null && hearer.isController)
  if (own && isOpenTo(task)) return ownUrgency(task, day)
  if (disowned && hearer.isController) return 'disowned'
  return holdsUp && hearsOfDelay(task, hearer, day, isTheirs(task.reviewerId)) ? 'held' : null
}

/** Whether its owner can go on with it: also where they blocked what has proved itself since. */
const isOpenTo = ({ state, checkHolds }: CloseTask): boolean =>
  state === 'ready' || state === 'in_progress' || (state === 'blocked' && checkHolds === true)

function ownUrgency({ dueOn, checkName }: CloseTask, { today, soonUntil }: ReminderDay): Urgency | null {
  if (dueOn < today) return 'overdue'
  if (dueOn === today) return 'today'
  // What proves itself asks nothing of anybody before its day.
  return dueOn <= soonUntil && checkName === null ? 'soon' : null
}

/** First the reviewer, then the controller; of what is blocked the controller at once, since nobody else goes on with it. */
function hearsOfDelay(task: CloseTask, hearer: Hearer, day: ReminderDay, reviews: boolean): boolean {
  if (task.state === 'blocked') return hearer.isController
  const waitsForReview = task.state === 'submitted'
  const controllerFrom = task.reviewerId === null ? day.reviewerFrom : day.controllerFrom
  if (hearer.isController && task.dueOn <= controllerFrom) return true
  return reviews && !waitsForReview && task.dueOn <= day.reviewerFrom
}
