import { stopSchedule } from '../../../domain/reports/report-schedule-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'report stop',
  summary: 'Stop a scheduled report',
  example: 'report stop RPT-1',
  params: { schedule: target('report-schedule', 'Scheduled report') },
  needs: 'report.save',
  aliases: ['report unsubscribe'],
  risk: 'reversible',
  run: async (_context, { schedule }, tx) => {
    if (!(await stopSchedule(tx, schedule.id, null))) throw refused(`${schedule.ref} is stopped already.`)
    return {
      headline: `${schedule.ref} is no longer sent: report ${schedule.title}`,
      undo: { command: 'report resume', args: { schedule: schedule.ref }, versions: {} },
      data: { ref: schedule.ref },
    }
  },
})
