import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { changeSupport } from '../../../domain/support/change-support.js'
import { hoursText, readDays, readTime } from '../../../domain/support/hours-text.js'
import { supportSettings } from '../../../domain/support/support-settings.js'
import { invalid } from '../../../lib/errors.js'
import type { Result } from '../../../lib/result.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { settingsReply } from './sla-change.js'

export default defineCommand({
  name: 'sla hours',
  summary: 'When support works, in the company’s time zone: the clocks of cases run in these hours',
  example: 'sla hours mon-fri from:8:30 to:18 holidays:free',
  params: {
    days: optional('text', 'Days', { target: true, hint: 'mon-fri, mon,wed,sat, or daily' }),
    from: optional('text', 'From', { hint: '9 or 8:30' }),
    to: optional('text', 'To', { hint: '17:00, or 24 for midnight' }),
    holidays: optional('choice', 'Public holidays are', { choices: ['free', 'worked'] }),
  },
  needs: 'case.manage',
  form: { title: 'When support works', submit: 'Save' },
  risk: 'reversible',
  run: async (context, { days, from, to, holidays }, tx) => {
    const { hours } = supportSettings(await context.read(getWorkspace))
    const change = await changeSupport(tx, {
      hours: {
        days: days === undefined ? hours.days : valueOf(readDays(days)),
        from: from === undefined ? hours.from : valueOf(readTime(from)),
        to: to === undefined ? hours.to : valueOf(readTime(to)),
        holidays: holidays === undefined ? hours.holidays : (holidays as 'free' | 'worked'),
      },
    })
    return settingsReply(change, `Support works ${hoursText(change.after.hours)}`, [
      { label: 'Hours', before: hoursText(change.before.hours), after: hoursText(change.after.hours) },
    ])
  },
})

function valueOf<T>(read: Result<T>): T {
  if (!read.ok) throw invalid(read.problem)
  return read.value
}
