import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { makeDueInvoices } from '../../domain/billing/recur-invoice.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { dateIn } from '../../lib/dates.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'invoice-recur',
  summary: 'Makes the invoices that come again and are due, each once however late it is',
  on: ['invoice.recur'],
  schedule: { kind: 'invoice.recur', next: every(24 * 60, 170) },
  run: async ({ db, scope, log }) => {
    const { timeZone } = await readWorkspace(db, scope, getWorkspace)
    const today = dateIn(timeZone, db.clock.now())
    const { held } = await makeDueInvoices((work) => inWorkspace(db, scope, work), today)
    for (const each of held) log.warn(each, 'a recurring invoice waits')
  },
})
