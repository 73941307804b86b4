import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import {
  countReplayable,
  listReplayable,
  noteReplayed,
  type Replayable,
} from '../domain/correspondence/skipped-store.js'
import { type Arrival, type FilingDesk, fileBatch } from './file-batch.js'
import { type MailFiles, readRaw } from './files/mail-files.js'
import { limits } from './limits.js'

/** What a replay came to. */
export type ReplaySummary = {
  /** Now stored. */
  replayed: number
  /** Still set aside, with the reason of today. */
  skipped: number
  /** Set aside without their bytes (too large, never to be logged): nothing to replay. */
  withoutBytes: number
}

/**
 * Reads once more what was set aside with its bytes: after an update that reads what an older one could not. What still
 * can't be read stays set aside. Any number of times comes to the same.
 */
export async function replaySkipped(
  { db, mailFiles }: { db: Database; mailFiles: MailFiles },
  scope: Scope,
  mailboxId: string,
  signal: AbortSignal,
): Promise<ReplaySummary> {
  const pack = mailFiles.packs(scope.workspaceId).open()
  const desk: FilingDesk = {
    db,
    scope,
    mailboxId,
    pack,
    guard: async () => undefined,
    alongside: async (bulk, spots) => void (await noteReplayed(bulk, mailboxId, spots)),
  }
  const before = await readWorkspace(db, scope, (read) => countReplayable(read, mailboxId))
  try {
    for (let after: string | null = null; ; ) {
      signal.throwIfAborted()
      const page: Replayable[] = await readWorkspace(db, scope, (read) =>
        listReplayable(read, mailboxId, after, REPLAY_AT_ONCE),
      )
      const last = page.at(-1)
      if (!last) break
      const arrivals: Arrival[] = []
      for (const { raw, receivedAt, ...spot } of page)
        arrivals.push({
          spot: { ...spot, mailboxId, flags: [] },
          receivedAt,
          live: false,
          bytes: await readRaw(mailFiles, scope.workspaceId, raw),
        })
      await fileBatch(desk, arrivals)
      after = last.id
    }
  } finally {
    await pack.close()
  }
  const left = await readWorkspace(db, scope, (read) => countReplayable(read, mailboxId))
  return { replayed: before.withBytes - left.withBytes, skipped: left.withBytes, withoutBytes: left.without }
}

/** Each may be as large as a mail may be. */
const REPLAY_AT_ONCE = Math.max(1, Math.floor((4 * limits.batchBytes) / limits.messageBytes))
