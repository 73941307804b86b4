import { sqlInTx } from '../../../db/sql-in-tx.js'
import { nextSending, sendingYear } from '../../../domain/reports/report-schedule.js'
import { listSchedules, stopSchedule } from '../../../domain/reports/report-schedule-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'report resume',
  summary: 'Resume a scheduled report',
  example: 'report resume RPT-1',
  params: { schedule: target('report-schedule', 'Scheduled report') },
  needs: 'report.save',
  risk: 'reversible',
  run: async ({ workspace }, { schedule }, tx) => {
    const [kept] = await listSchedules(sqlInTx(tx), { ids: [schedule.id] })
    if (!kept) throw refused(`${schedule.ref} is not there any more.`)
    const nextAt = nextSending(kept, sendingYear(workspace), tx.now)
    if (!(await stopSchedule(tx, schedule.id, nextAt))) throw refused(`${schedule.ref} goes out already.`)
    return {
      headline: `${schedule.ref} goes out again: report ${schedule.title}`,
      fields: [{ label: 'Next', value: { at: nextAt } }],
      undo: { command: 'report stop', args: { schedule: schedule.ref }, versions: {} },
      data: { ref: schedule.ref, next: nextAt.toISOString() },
    }
  },
})
