import { readWorkspace } from '../db/sql-workspace.js'
import { listTasksOfOpenCloses, type TaskRow } from '../domain/close/close-store.js'
import type { Question } from '../domain/close/question.js'
import { tasksOf } from '../domain/close/reminder.js'
import { findAnswered, listRecipients } from '../domain/correspondence/answered-delivery.js'
import { mayAnswer } from '../domain/correspondence/loop-guard.js'
import { listFilenames } from '../domain/correspondence/mail-answer-store.js'
import type { StoredMail } from '../domain/correspondence/message-store.js'
import { getMembership } from '../domain/people/membership-store.js'
import type { Member } from '../domain/people/staff.js'
import { findStaffByEmail } from '../domain/people/staff-store.js'
import { workingCalendar } from '../domain/people/working-days.js'
import { dateIn } from '../lib/dates.js'
import { type AnswerContext, readTypedAnswer, type TypedAnswer } from './close-answer.js'
import { loadReminderSetting, openQuestions, remind } from './close-reminders.js'
import type { JobContext } from './define-job.js'
import { type AskedByReminder, readAsked } from './read-asked.js'

/** A reminder can be answered for so long. */
export const GOOD_MS = 30 * 86_400_000

/** A mail that answers a close reminder, with the member of staff whom the reminder went to. */
export type CloseAnswer = {
  mail: StoredMail
  member: Member
  deliveryId: string
  answer: TypedAnswer | null
  task: TaskRow | null
  /** A question of the reminder that it answers. */
  asked: AskedByReminder | null
  files: readonly string[]
  /** How its words are read. */
  reading: AnswerContext
}

/** What a mail answers, or null when it is no answer to a close reminder that still counts. */
export const readCloseAnswer = (context: JobContext, mail: StoredMail): Promise<CloseAnswer | null> =>
  readWorkspace(context.db, context.scope, async (read) => {
    const answered = await findAnswered(read, context.services.key, await listRecipients(read, mail.id))
    if (!answered?.occasion.startsWith('close-reminder-mail:') || !mayAnswer(mail)) return null
    if (read.now.getTime() - answered.createdAt.getTime() > GOOD_MS) return null
    const staff = await findStaffByEmail(read, answered.recipient)
    if (!staff?.active) return null
    const { member, workspace } = await getMembership(read, staff.id)
    const files = await listFilenames(read, mail.id)
    const reading = {
      today: dateIn(member.timeZone, read.now),
      fiscalYearStart: workspace.fiscalYearStart,
      calendar: () => workingCalendar(workspace.country),
      baseCurrency: workspace.baseCurrency,
    }
    const said = readTypedAnswer(mail.reply, files.length > 0, reading)
    const waiting = await waitingFor(context, staff.id)
    const task = taskMeant(said, await listTasksOfOpenCloses(read), waiting.tasks)
    const asked = readAsked(mail.reply, said === null && waiting.tasks.length === 0 ? waiting.only : null)
    return { mail, member, deliveryId: answered.id, answer: said, task, asked, files, reading }
  })

/** Their tasks, and the only question that they have not answered. */
async function waitingFor(context: JobContext, staffId: string): Promise<{ tasks: TaskRow[]; only: Question | null }> {
  const setting = await loadReminderSetting(context)
  const person = setting.people.find(({ id }) => id === staffId)
  if (!person) return { tasks: [], only: null }
  const now = context.db.clock.now()
  const reminder = remind(setting, person, now)
  const own = ({ ownerId, reviewerId }: TaskRow) => [ownerId, reviewerId].includes(staffId)
  const [only, second] = openQuestions(setting, person, now)
  return { tasks: reminder ? tasksOf(reminder).filter(own) : [], only: only && !second ? only : null }
}

/** The task that the answer names, else the only one that waits for its sender. */
function taskMeant(said: TypedAnswer | null, all: readonly TaskRow[], own: readonly TaskRow[]): TaskRow | null {
  const named = said?.task ? all.find(({ ref }) => ref === said.task) : undefined
  return named ?? (said?.task === undefined || said.task === null ? (own.length === 1 ? (own[0] ?? null) : null) : null)
}
