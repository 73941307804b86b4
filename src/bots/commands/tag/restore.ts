import { restoredRecords } from '../../../domain/crm/restore-records.js'
import { TABLES_WITH_TAGS } from '../../../domain/crm/tag-store.js'
import { defineCommand } from '../define-command.js'
import { changeParam, restoreRows } from '../restore.js'
import { restoredReply } from '../restored-reply.js'

export default defineCommand({
  name: 'tag restore',
  summary: 'Take back a change of tags',
  example: 'tag restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'admin',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) =>
    restoredReply(await restoredRecords(tx, await restoreRows(tx, change, TABLES_WITH_TAGS))),
})
