import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { postDueSeries } from '../../domain/ledger/recur-journal.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn } from '../../lib/dates.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'journal-recur',
  summary: 'Posts the entries by hand that come again and are due',
  on: ['journal.recur'],
  schedule: { kind: 'journal.recur', next: every(24 * 60, 160) },
  run: async ({ db, scope, log }) => {
    const { timeZone } = await readWorkspace(db, scope, getWorkspace)
    const today = dateIn(timeZone, db.clock.now())
    const { held } = await postDueSeries((work) => inWorkspace(db, scope, work), today)
    for (const each of held) log.warn(each, 'a recurring entry waits')
  },
})
