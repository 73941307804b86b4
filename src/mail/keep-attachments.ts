import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { holdRaw, listUnkept, lockFiles, noteKept } from '../domain/correspondence/attachment-store.js'
import type { RawPlace } from '../domain/correspondence/parsed-message.js'
import { findPart } from './attachment-part.js'
import type { MailFiles } from './files/mail-files.js'
import { limits } from './limits.js'
import type { MailPart } from './mail-parts.js'

/**
 * Keeps the attachments of a message apart from its raw bytes, each once whatever mails have it, as far as the limits go;
 * the rest is taken out of the raw mail whenever somebody opens it. Any number of times comes to the same, and a kill in
 * between leaves at most a file that nobody refers to, which `sweepFiles` removes.
 */
export async function keepAttachments(
  { db, mailFiles }: { db: Database; mailFiles: MailFiles },
  scope: Scope,
  mail: { id: string; raw: RawPlace },
  parts: readonly MailPart[],
): Promise<void> {
  const files = mailFiles.kept(scope.workspaceId)
  await bulkWorkspace(db, scope, async (bulk) => {
    await lockFiles(bulk, 'shared')
    if (!(await holdRaw(bulk, mail.id, mail.raw))) return
    const kept: { id: string; hash: string }[] = []
    for (const row of (await listUnkept(bulk, [mail.id])).slice(0, limits.attachmentsKept)) {
      const part = findPart(parts, row)
      if (part && part.content.length <= limits.attachmentBytes)
        kept.push({ id: row.id, hash: await files.put(part.content) })
    }
    if (kept.length > 0) await noteKept(bulk, kept)
  })
}
