import { getEntryIdByRef } from '../../../domain/ledger/journal-list-store.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { traceReply } from '../trace-reply.js'
import { refuseRestrictedEntry } from './restricted.js'

export default defineCommand({
  name: 'journal trace',
  summary: 'What an entry is of: its payment and documents, back to the deal and its mail, and on to the bank line',
  example: 'journal trace JE-381',
  params: { entry: required('text', 'Entry', { target: true }) },
  needs: 'journal.read',
  risk: 'read',
  run: async (context, { entry }) => {
    const entryId = await context.read(async (read) => {
      const id = await getEntryIdByRef(read, entry)
      await refuseRestrictedEntry(context, read, id)
      return id
    })
    return traceReply(context, { entryId }, entry.trim().toUpperCase())
  },
})
