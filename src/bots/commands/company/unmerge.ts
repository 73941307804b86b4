import { unmerge } from '../../../domain/crm/unmerge.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { changeParam, readChange } from '../restore.js'
import { restoredReply } from '../restored-reply.js'

export default defineCommand({
  name: 'company unmerge',
  summary: 'Take back that two became one',
  example: 'company unmerge 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'company.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { change }, tx) => {
    const records = await unmerge(tx, 'company', readChange(change))
    for (const record of records.companies) refuseOthers(context.asker, 'company.write', record)
    return restoredReply(records)
  },
})
