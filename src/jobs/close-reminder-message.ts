import { reminderButtons } from '../bots/commands/close/reminder-buttons.js'
import type { Reply, Section } from '../bots/commands/reply.js'
import type { TaskRow } from '../domain/close/close-store.js'
import { monthName } from '../domain/close/close-view.js'
import { askerName, type Question } from '../domain/close/question.js'
import type { Reminder } from '../domain/close/reminder.js'
import { URGENCIES, type Urgency } from '../domain/close/urgency.js'
import { type IsoDate, shortDate } from '../lib/dates.js'
import { answerButtons } from './close-question-message.js'

/** What a reminder says, whatever it is shown in. */
export type Said = {
  reminder: Reminder | null
  /** Who reads it, so that another's task is said to be another's. */
  readerId: string
  /** What they were asked and have not answered. */
  questions: readonly Question[]
  /** What changed since they were told last; only who runs the close hears of it. */
  changes: { since: IsoDate; lines: readonly string[] } | null
}

const ORDER: readonly Urgency[] = ['overdue', 'today', 'review', 'disowned', 'held', 'soon']

/** Whether there is anything to say. */
export const isSomething = ({ reminder, questions, changes }: Said): boolean =>
  reminder !== null || questions.length > 0 || changes !== null

export function reminderText({ reminder, readerId, questions, changes }: Said): {
  headline: string
  sections: Section[]
} {
  const tasks = reminder ? [...reminder.groups.values()].flat() : []
  const months = [...new Set(tasks.map(({ month }) => month))].toSorted()
  const groups = ORDER.flatMap((urgency): Section[] => {
    const group = reminder?.groups.get(urgency)
    const line = (task: TaskRow) => lineOf(task, { readerId, urgency, isOfMany: months.length > 1 })
    return group ? [{ title: URGENCIES[urgency], lines: group.map(line) }] : []
  })
  const asked =
    questions.length > 0
      ? [
          {
            title: 'Asked of you',
            lines: questions.map((each) => `${each.words} (${each.ref}, ${askerName(each)} asks)`),
          },
        ]
      : []
  const since = changes ? [{ title: `Since ${shortDate(changes.since)}`, lines: changes.lines }] : []
  return {
    headline:
      tasks.length === 0
        ? questions.length > 0
          ? 'The close waits for an answer of yours'
          : 'The close moved on'
        : `${closing(months)}: ${tasks.length} ${tasks.length === 1 ? 'task waits' : 'tasks wait'} for you`,
    sections: [...groups, ...asked, ...since],
  }
}

/** `October 2026 is closing`, `October 2026 and Q4 2026 are closing`. */
function closing(months: readonly string[]): string {
  const names = months.map(monthName)
  const last = names.pop() ?? 'The month'
  return names.length === 0 ? `${last} is closing` : `${names.join(', ')} and ${last} are closing`
}

export const WHY =
  'you own or review these close tasks, or stand in for who does. One message a working day, in your morning.'

/** One message for all of a person's tasks, with its buttons. */
export function reminderMessage(said: Said): Reply {
  const groups = [...(said.reminder?.groups ?? [])]
  const tasks = (others: boolean) => groups.flatMap(([urgency, group]) => (OTHERS.has(urgency) === others ? group : []))
  return {
    ...reminderText(said),
    actions: [...said.questions.slice(0, ASKED).flatMap(answerButtons), ...reminderButtons(tasks(false), tasks(true))],
    notes: [`Why: ${WHY}`],
  }
}

/** More questions than these are answered by their number: `close answer ASK-3`. */
const ASKED = 5

const OTHERS: ReadonlySet<Urgency> = new Set(['held', 'disowned'])

/** What stays of a reminder once everything in it is done. */
export const doneMessage: Reply = { headline: 'All your close tasks of today are done. Thank you.' }

type Line = { readerId: string; urgency: Urgency; isOfMany: boolean }

function lineOf(task: TaskRow, { readerId, urgency, isOfMany }: Line): string {
  const { title, ref, month, dueOn, ownerName, ownerId, checkName, lastNote, changedNote } = task
  const whose = ownerId === readerId || urgency === 'review' ? null : `${ownerName ?? 'nobody'}’s`
  const of = isOfMany && monthName(month)
  const about = [ref, of, `due ${shortDate(dueOn)}`, whose, task.state === 'blocked' && 'blocked']
    .filter(Boolean)
    .join(', ')
  // Why it is still open: what its check found, what it is blocked by, or what was posted after it was signed.
  const why = changedNote ?? (checkName !== null || task.state === 'blocked' ? lastNote : null)
  const free = task.checkHolds ? `, but its check holds now: \`close unblock ${ref}\`` : ''
  return `${title} (${about})${why ? `: ${why}` : ''}${free}`
}
