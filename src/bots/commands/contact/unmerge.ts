import { unmerge } from '../../../domain/crm/unmerge.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { changeParam, readChange } from '../restore.js'
import { restoredReply } from '../restored-reply.js'

export default defineCommand({
  name: 'contact unmerge',
  summary: 'Take back that two became one',
  example: 'contact unmerge 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'contact.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { change }, tx) => {
    const records = await unmerge(tx, 'contact', readChange(change))
    for (const record of records.contacts) refuseOthers(context.asker, 'contact.write', record)
    return restoredReply(records)
  },
})
