import { restoredRecords } from '../../../domain/crm/restore-records.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { changeParam, restoreRows } from '../restore.js'
import { restoredReply } from '../restored-reply.js'

export default defineCommand({
  name: 'contact restore',
  summary: 'Take back a change of contacts',
  example: 'contact restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'contact.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['contact', 'contact_address', 'contact_phone'])
    const records = await restoredRecords(tx, rows)
    for (const contact of records.contacts) refuseOthers(context.asker, 'contact.write', contact)
    return restoredReply(records)
  },
})
