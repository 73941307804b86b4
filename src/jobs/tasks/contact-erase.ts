import { bulkWorkspace } from '../../db/sql-workspace.js'
import {
  type ErasureErrand,
  eraseEverywhere,
  forgetErrand,
  forgetQuotingRaw,
  forgetUnreadRaw,
  listQuotingRaw,
  listUnreadRaw,
  type UnreadRaw,
} from '../../domain/correspondence/erase-person.js'
import { readRaw, wipeRaw } from '../../mail/raw-pack.js'
import { sweepFiles } from '../../mail/sweep-files.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'contact-erase',
  summary:
    'Forgets an erased person everywhere else: other tables, the audit trail, the raw bytes and files of their mail',
  on: ['contact.erased'],
  run: async ({ db, scope, services, outboxId }, data) => {
    const errand = data as Partial<ErasureErrand>
    if (errand.pattern === undefined) return // done before, and forgotten
    const { pattern } = errand
    const quoting = await bulkWorkspace(db, scope, (bulk) => listQuotingRaw(bulk, pattern))
    const unread = await unreadNaming(
      services.rawDir,
      scope.workspaceId,
      await bulkWorkspace(db, scope, listUnreadRaw),
      pattern,
    )
    await wipeRaw(services.rawDir, scope.workspaceId, [...(errand.wipe ?? []), ...quoting, ...unread])
    await bulkWorkspace(db, scope, (bulk) => forgetQuotingRaw(bulk, pattern))
    await bulkWorkspace(db, scope, (bulk) =>
      forgetUnreadRaw(
        bulk,
        unread.map(({ id }) => id),
      ),
    )
    await sweepFiles({ db, rawDir: services.rawDir }, scope)
    await eraseEverywhere(db, scope, errand as ErasureErrand)
    await bulkWorkspace(db, scope, (bulk) => forgetErrand(bulk, outboxId))
  },
})

/** Of mail that could not be read, and was kept for replay, that which names the person. */
async function unreadNaming(rawDir: string, workspaceId: string, kept: readonly UnreadRaw[], pattern: string) {
  const wanted = new RegExp(pattern.replaceAll('[:alnum:]', 'a-z0-9'), 'i')
  const found: UnreadRaw[] = []
  for (const each of kept)
    if (wanted.test((await readRaw(rawDir, workspaceId, each)).toString('latin1'))) found.push(each)
  return found
}
