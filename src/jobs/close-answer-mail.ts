import { readWorkspace } from '../db/sql-workspace.js'
import { listTasksOfOpenCloses, type TaskRow } from '../domain/close/close-store.js'
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
import { loadReminderSetting, remind } from './close-reminders.js'
import type { JobContext } from './define-job.js'

/** A reminder can be answered for so long. */
export const GOOD_MS = 30 * 86_400_000

/** A mail that answers a close reminder, with the member of staff whom the reminder went to. */
export type CloseAnswer = {
  mail: StoredMail
  member: Member
  deliveryId: string
  answer: TypedAnswer | null
  task: TaskRow | null
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
    const task = taskMeant(said, await listTasksOfOpenCloses(read), await tasksWaitingFor(context, staff.id))
    return { mail, member, deliveryId: answered.id, answer: said, task, files, reading }
  })

async function tasksWaitingFor(context: JobContext, staffId: string): Promise<readonly TaskRow[]> {
  const setting = await loadReminderSetting(context)
  const person = setting.people.find(({ id }) => id === staffId)
  const reminder = person && remind(setting, person, context.db.clock.now())
  return reminder ? tasksOf(reminder).filter(({ ownerId, reviewerId }) => [ownerId, reviewerId].includes(staffId)) : []
}

/** The task that the answer names, else the only one that waits for its sender. */
function taskMeant(said: TypedAnswer | null, all: readonly TaskRow[], own: readonly TaskRow[]): TaskRow | null {
  const named = said?.task ? all.find(({ ref }) => ref === said.task) : undefined
  return named ?? (said?.task === undefined || said.task === null ? (own.length === 1 ? (own[0] ?? null) : null) : null)
}
