import { bulkWorkspace } from '../../db/sql-workspace.js'
import {
  type ErasureErrand,
  eraseEverywhere,
  forgetEnclosingRaw,
  forgetErrand,
  forgetQuotingRaw,
  forgetUnreadRaw,
  type KeptRaw,
  listEnclosingRaw,
  listQuotingRaw,
  listUnreadRaw,
} from '../../domain/correspondence/erase-person.js'
import { enclosedAddresses } from '../../mail/enclosed-addresses.js'
import { type MailFiles, readRaw } from '../../mail/files/mail-files.js'
import { sweepFiles } from '../../mail/sweep-files.js'
import { wipeRaw } from '../../mail/wipe-raw.js'
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
    const { mailFiles } = services
    const quoting = await bulkWorkspace(db, scope, (bulk) => listQuotingRaw(bulk, pattern))
    const naming = async (kept: readonly KeptRaw[]) => rawNaming(mailFiles, scope.workspaceId, kept, pattern)
    const unread = await naming(await bulkWorkspace(db, scope, listUnreadRaw))
    const enclosing = await naming(await bulkWorkspace(db, scope, listEnclosingRaw))
    const wiped = [...(errand.wipe ?? []), ...quoting, ...unread, ...enclosing]
    await wipeRaw({ db, mailFiles }, scope, wiped)
    await bulkWorkspace(db, scope, (bulk) => forgetQuotingRaw(bulk, pattern))
    await bulkWorkspace(db, scope, (bulk) =>
      forgetUnreadRaw(
        bulk,
        unread.map(({ id }) => id),
      ),
    )
    await bulkWorkspace(db, scope, (bulk) =>
      forgetEnclosingRaw(
        bulk,
        enclosing.map(({ id }) => id),
      ),
    )
    await sweepFiles({ db, mailFiles }, scope)
    await eraseEverywhere(db, scope, errand as ErasureErrand)
    await bulkWorkspace(db, scope, (bulk) => forgetErrand(bulk, outboxId))
  },
})

/** Of mail that could not be read and was kept for replay, or that encloses another, that which names the person. */
async function rawNaming(mailFiles: MailFiles, workspaceId: string, kept: readonly KeptRaw[], pattern: string) {
  const wanted = new RegExp(pattern.replaceAll('[:alnum:]', 'a-z0-9'), 'i')
  const found: KeptRaw[] = []
  for (const each of kept) {
    const bytes = await readRaw(mailFiles, workspaceId, each)
    const named = await enclosedAddresses(null, bytes) // a calendar may be encoded
    if (wanted.test(`${bytes.toString('latin1')}\n${named.join('\n')}`)) found.push(each)
  }
  return found
}
