import { restoredRecords } from '../../../domain/crm/restore-records.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { changeParam, restoreRows } from '../restore.js'
import { restoredReply } from '../restored-reply.js'

export default defineCommand({
  name: 'deal restore',
  summary: 'Take back a change of deals',
  example: 'deal restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'deal.write',
  risk: 'reversible',
  hidden: true,
  run: async ({ asker }, { change }, tx) => {
    const records = await restoredRecords(tx, await restoreRows(tx, change, ['deal']))
    for (const deal of records.deals) refuseOthers(asker, 'deal.write', deal)
    return restoredReply(records)
  },
})
