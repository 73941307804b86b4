import type { Database } from '../../db/database.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import type { BillFile } from '../../domain/payables/bill-file.js'
import { listFiles } from '../../domain/payables/bill-file-store.js'
import { readFileLink } from '../../domain/payables/file-link.js'
import { getMembership } from '../../domain/people/membership-store.js'
import { notFound } from '../../lib/errors.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { filesFor } from '../commands/bill/shown-to.js'
import type { KeptFiles } from '../commands/files.js'

export type OpenFileDeps = { db: Database; key: SecretKey; kept: KeptFiles }

/** As whom it was made for may see it now: a person who left or lost every such permission opens nothing. Throws `not_found`. */
export async function openFileLink(
  { db, key, kept }: OpenFileDeps,
  text: string,
): Promise<{ file: BillFile; bytes: Uint8Array }> {
  const link = readFileLink(key, text, db.clock.now())
  if (!link) throw notFound('This link is too old or was never valid. Press the button in Slack again.')
  const scope = { workspaceId: link.workspaceId, actorId: link.staffId, via: 'slack' as const }
  const file = await readWorkspace(db, scope, async (read) => {
    const { member } = await getMembership(read, link.staffId)
    const may = ['bill.read', 'expense.read', 'approval.write'].some((capability) => member.may(capability))
    return may ? (await filesFor(read, await listFiles(read, { ids: [link.fileId] }), member))[0] : undefined
  })
  const bytes = file && (await kept.get(link.workspaceId, file.contentHash))
  if (!file || !bytes) throw notFound('This file is not to be seen.')
  return { file, bytes }
}
