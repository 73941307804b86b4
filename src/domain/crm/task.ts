import type { IsoDate } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Subject } from './activity.js'

/** What somebody wants to do. `byId` is who thought of it; `dueOn` is null for one without a day. */
export type Task = {
  id: string
  ref: string
  text: string
  dueOn: IsoDate | null
  doneAt: Date | null
  ownerId: string
  byId: string | null
  version: number
}

export type NewTask = { text: string; ownerId: string; dueOn?: IsoDate | null; subject?: Subject }

/** What of a task may be changed. Null empties it; absent leaves it. */
export type TaskChange = Partial<Pick<Task, 'text' | 'dueOn' | 'ownerId' | 'doneAt'>>

/** A task is read in a list, so it has the length of a line. */
const MAX_TEXT = 300

export function checkTaskText(text: string): Result<string> {
  const line = text.trim().replace(/\s+/g, ' ')
  if (!line) return no('What is to be done? task new "Call the bank" due:friday')
  if (line.length > MAX_TEXT)
    return no(`That is ${line.length} characters; a task holds ${MAX_TEXT}. Longer words are a note: log`)
  return ok(line)
}

/** Said to whoever wants to do a thing twice. */
export function finish(task: Task, now: Date): Result<TaskChange> {
  return task.doneAt ? no(`${task.ref} is done already.`) : ok({ doneAt: now })
}

export function takeUpAgain(task: Task): Result<TaskChange> {
  return task.doneAt ? ok({ doneAt: null }) : no(`${task.ref} is open already.`)
}

/** To a later day; one that is done or already that far away is not put off. */
export function putOff(task: Task, until: IsoDate, today: IsoDate): Result<TaskChange> {
  if (task.doneAt) return no(`${task.ref} is done. Take it up again first: task reopen ${task.ref}`)
  if (until <= today) return no(`${until} is not later than today. Say until when: until:monday`)
  if (task.dueOn === until) return no(`${task.ref} is due on ${until} already.`)
  return ok({ dueOn: until })
}

/** How urgent a task is on a day; `later` has a day after it, `sometime` none. */
export type Urgency = 'overdue' | 'today' | 'later' | 'sometime'

export function urgencyOf(dueOn: IsoDate | null, today: IsoDate): Urgency {
  if (dueOn === null) return 'sometime'
  return dueOn < today ? 'overdue' : dueOn === today ? 'today' : 'later'
}
