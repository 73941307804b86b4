import type { Tx } from '../../db/in-workspace.js'
import { valid } from '../../lib/valid.js'
import { type GivenFile, type KeepBytes, keptName } from '../payables/bill-file.js'
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
        filename: keptName(name),
        contentType,
        sizeBytes: bytes.length,
        contentHash: await keep(bytes),
      }),
    )
  return kept
}
