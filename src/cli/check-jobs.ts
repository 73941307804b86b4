import { readWorkspace } from '../db/sql-workspace.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import { findWaiting, LATE_MS } from '../jobs/waiting.js'
import { utcMinute } from '../lib/dates.js'
import type { Store } from '../open-store.js'
import { terminalScope } from './company.js'
import type { Finding } from './define-verb.js'
import { hasOtherSessions } from './other-sessions.js'

/** Whether somebody does what is to be done: reminders, reports, mail out. */
export async function checkJobs({ db }: Store, companies: readonly { id: string }[]): Promise<Finding> {
  const isRunning = await hasOtherSessions(db)
  const { count, since } = await findWaiting(db, { lateMs: LATE_MS, companies: await real(db, companies) })
  const who = isRunning ? 'a Daybook runs on this database' : 'no Daybook runs on this database: `daybook serve`'
  if (since === null) return { check: 'jobs', ok: true, detail: `nothing is late; ${who}` }
  const what = isRunning
    ? 'A Daybook runs, but does not come to it: does one have the role jobs? Its log says what fails.'
    : 'No Daybook runs on this database: start `daybook serve`.'
  return { check: 'jobs', ok: false, detail: `${count} to be done, the oldest since ${utcMinute(since)} UTC. ${what}` }
}

/** A simulated company has a clock of its own. */
async function real(db: Store['db'], companies: readonly { id: string }[]): Promise<string[]> {
  const all = await Promise.all(companies.map(({ id }) => readWorkspace(db, terminalScope(id), getWorkspace)))
  return all.filter(({ simulated }) => !simulated).map(({ id }) => id)
}
