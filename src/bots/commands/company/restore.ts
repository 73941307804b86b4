import { restoredRecords } from '../../../domain/crm/restore-records.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { changeParam, restoreRows } from '../restore.js'
import { restoredReply } from '../restored-reply.js'

export default defineCommand({
  name: 'company restore',
  summary: 'Take back a change of companies',
  example: 'company restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'company.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['company', 'company_domain'])
    const records = await restoredRecords(tx, rows)
    for (const company of records.companies) refuseOthers(context.asker, 'company.write', company)
    return restoredReply(records)
  },
})
