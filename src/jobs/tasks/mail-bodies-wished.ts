import { z } from 'zod'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { listMailboxesLacking, wishBodies } from '../../domain/correspondence/missing-bodies-store.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'mail-bodies-wished',
  summary: 'Asks for the texts of mail with a stranger who became a contact, of many at once',
  on: ['contact.address-added'],
  data: z.object({ addressKey: z.string() }),
  run: ({ db, scope }, { addressKey }) =>
    bulkWorkspace(db, scope, async (bulk) => {
      for (const id of await listMailboxesLacking(bulk, addressKey)) await wishBodies(bulk, db.ids, id)
    }),
})
