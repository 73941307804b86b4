import type { Staff } from '../domain/people/staff.js'
import { loadChanges } from './close-changes.js'
import type { Said } from './close-reminder-message.js'
import { openQuestions, type ReminderSetting, remind } from './close-reminders.js'
import type { JobContext } from './define-job.js'

/** All that somebody is to hear at this instant. */
export async function whatToSay(context: JobContext, setting: ReminderSetting, person: Staff): Promise<Said> {
  const now = context.db.clock.now()
  return {
    reminder: remind(setting, person, now),
    readerId: person.id,
    questions: openQuestions(setting, person, now),
    changes: await loadChanges(context, setting, person),
  }
}
