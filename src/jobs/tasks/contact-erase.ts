import { bulkWorkspace } from '../../db/sql-workspace.js'
import {
  type ErasureErrand,
  eraseEverywhere,
  forgetErrand,
  forgetQuotingRaw,
  listQuotingRaw,
} from '../../domain/correspondence/erase-person.js'
import { wipeRaw } from '../../mail/raw-pack.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'contact-erase',
  summary: 'Forgets an erased person everywhere else: other tables, the audit trail, the raw bytes of their mail',
  on: ['contact.erased'],
  run: async ({ db, scope, services, outboxId }, data) => {
    const errand = data as Partial<ErasureErrand>
    if (errand.pattern === undefined) return // done before, and forgotten
    const { pattern } = errand
    const quoting = await bulkWorkspace(db, scope, (bulk) => listQuotingRaw(bulk, pattern))
    await wipeRaw(services.rawDir, scope.workspaceId, [...(errand.wipe ?? []), ...quoting])
    await bulkWorkspace(db, scope, (bulk) => forgetQuotingRaw(bulk, pattern))
    await eraseEverywhere(db, scope, errand as ErasureErrand)
    await bulkWorkspace(db, scope, (bulk) => forgetErrand(bulk, outboxId))
  },
})
