import { z } from 'zod'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { wishBodies } from '../../domain/correspondence/missing-bodies-store.js'
import { fetchBodies } from '../../mail/fetch-bodies.js'
import { defineJob } from '../define-job.js'

/** Whoever is at the mailbox may have listed what is missing before the newest was; most are done by then. */
const AGAIN_MS = 60_000

export default defineJob({
  name: 'mail-bodies',
  summary: 'Fetches the texts of a mailbox’s mail that was stored without, and may have them now',
  on: ['mailbox.shared', 'mail.bodies-wanted'],
  data: z.object({ mailboxId: z.string() }),
  run: async ({ db, scope, services, stopping }, { mailboxId }) => {
    const { key, mailFiles, insecureMail: insecure } = services
    const came = await fetchBodies({ db, key, mailFiles, insecure }, { ...scope, via: 'mail' }, mailboxId, stopping)
    if (came === 'busy') await bulkWorkspace(db, scope, (bulk) => wishBodies(bulk, db.ids, mailboxId, AGAIN_MS))
  },
})
