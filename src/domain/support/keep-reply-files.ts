import type { Tx } from '../../db/in-workspace.js'
import { clip } from '../../lib/text.js'
import { valid } from '../../lib/valid.js'
import type { GivenFile, KeepBytes } from '../payables/bill-file.js'
import { type ReplyFile, sendable } from './reply-file.js'
import { insertReplyFile } from './reply-file-store.js'

/**
 * Keeps what is to go out with a reply that is only shown yet: they are the reply's once it is confirmed, and pruned where it never is.
 * Throws `invalid` for what a mail can't carry.
 */
export async function keepReplyFiles(
  tx: Tx,
  caseId: string,
  { keep, files }: { keep: KeepBytes; files: readonly GivenFile[] },
): Promise<ReplyFile[]> {
  const kept: ReplyFile[] = []
  for (const { name, contentType, bytes } of valid(sendable(files)))
    kept.push(
      await insertReplyFile(tx, caseId, {
        filename: clip(name.trim(), 200) || 'file',
        contentType,
        sizeBytes: bytes.length,
        contentHash: await keep(bytes),
      }),
    )
  return kept
}
