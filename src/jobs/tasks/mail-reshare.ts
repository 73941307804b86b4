import { z } from 'zod'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { lockFiling } from '../../domain/correspondence/filing-store.js'
import { listThreadsIn } from '../../domain/correspondence/share-mailbox.js'
import { putThreadSearch } from '../../domain/correspondence/thread-search.js'
import { defineJob } from '../define-job.js'

const CHUNK = 500

export default defineJob({
  name: 'mail-reshare',
  summary: 'Makes the threads of a mailbox findable by what it shares now',
  on: ['mailbox.shared'],
  data: z.object({ mailboxId: z.string() }),
  run: async ({ db, scope }, { mailboxId }) => {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const threads = await bulkWorkspace(db, scope, async (bulk) => {
        await lockFiling(bulk)
        const found = await listThreadsIn(bulk, mailboxId, after, CHUNK)
        await putThreadSearch(
          bulk,
          found.map(({ id }) => id),
        )
        return found
      })
      const last = threads.at(-1)
      if (!last) return
      after = last.id
    }
  },
})
