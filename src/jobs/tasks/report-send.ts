import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { nextSending, sendingYear } from '../../domain/reports/report-schedule.js'
import { listSchedules, noteSent, type ScheduleRow } from '../../domain/reports/report-schedule-store.js'
import { type AppError, toAppError } from '../../lib/errors.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { sendReport } from '../send-report.js'

export default defineJob({
  name: 'report-send',
  summary:
    'Sends each scheduled report when its time has come, once to each who gets it; after downtime once, not once for each that was missed',
  on: ['report.send'],
  schedule: { kind: 'report.send', next: every(5) },
  run: async (context) => {
    const { db, scope } = context
    const { workspace, due } = await readWorkspace(db, scope, async (read) => ({
      workspace: await getWorkspace(read),
      due: await listSchedules(read, { running: true, dueAt: read.now }),
    }))
    if (workspace.liveAt === null) return
    const year = sendingYear(workspace)
    const failures: AppError[] = []
    for (const schedule of due) {
      const sent = await sendToAll(context, schedule, failures)
      const next = nextSending(schedule, year, db.clock.now())
      if (sent) await inWorkspace(db, scope, (tx) => noteSent(tx, schedule, next))
    }
    if (failures[0]) throw failures[0]
  },
})

/** Who got it already does not get it again when what failed is tried again. False while somebody has not got it. */
async function sendToAll(context: JobContext, schedule: ScheduleRow, failures: AppError[]): Promise<boolean> {
  const before = failures.length
  for (const recipient of schedule.recipients)
    await sendReport(context, schedule, recipient).catch((thrown: unknown) => failures.push(toAppError(thrown)))
  return failures.length === before
}
