import { bulkWorkspace, readWorkspace } from '../db/sql-workspace.js'
import { type FolderNumbers, isUntouched, noneWent } from '../domain/correspondence/folder-numbers.js'
import {
  type FolderCursor,
  type FolderLife,
  listLiveUids,
  markGone,
  saveFlags,
} from '../domain/correspondence/folder-store.js'
import { assertLease } from '../domain/correspondence/mailbox-lease.js'
import { searchUids } from './fetch-batch.js'
import type { SyncSession } from './sync-session.js'

/** Where a server counts no changes, the flags of a whole folder are asked for this often, ms; and first in each session. */
const FLAGS_MS = 15 * 60_000

/** Whether nothing is to be looked for in a folder: numbers tell of flags only where the server counts changes. */
export const isSettled = (session: SyncSession, path: string, numbers: FolderNumbers): boolean =>
  isUntouched(session.cursors.get(path), numbers) && (numbers.modseq !== null || !areFlagsDue(session, path))

const areFlagsDue = ({ flagsAt }: SyncSession, path: string): boolean =>
  performance.now() - (flagsAt.get(path) ?? Number.NEGATIVE_INFINITY) > FLAGS_MS

/**
 * What became of the messages that were dealt with: flags by MODSEQ (RFC 7162) or all of them now and then, expunges by numbers or by comparing UIDs, each only
 * when the server shows that something changed. `above`: the UIDs above the cursor.
 */
export async function saveChanges(
  session: SyncSession,
  cursor: FolderCursor,
  numbers: FolderNumbers,
  above: readonly bigint[],
): Promise<void> {
  const { deps, scope, mailbox, lease } = session
  const life = { mailboxId: mailbox.id, folder: cursor.path, uidValidity: cursor.uidValidity }
  const flags = await changedFlags(session, cursor, numbers)
  const gone = noneWent(cursor, numbers, above) ? [] : await findGone(session, life)
  if (flags.length === 0 && gone.length === 0) return
  await bulkWorkspace(deps.db, scope, async (bulk) => {
    await assertLease(bulk, lease)
    if (flags.length > 0) await saveFlags(bulk, life, flags)
    if (gone.length > 0) await markGone(bulk, life, gone)
  })
}

type Flags = { uid: bigint; flags: string[] }

/** Of those up to the cursor: what is above is fetched with its flags. */
async function changedFlags(session: SyncSession, cursor: FolderCursor, numbers: FolderNumbers): Promise<Flags[]> {
  const { path, modseq, lastUid } = cursor
  const flags: Flags[] = []
  const now = numbers.modseq
  const counts = modseq !== null && now !== null
  const isDue = counts ? now > modseq : cursor.backfillUid === null && areFlagsDue(session, path)
  if (lastUid === 0n || !isDue) return flags
  const since = { uid: true, ...(counts && { changedSince: modseq }) }
  for await (const item of session.client.fetch(`1:${lastUid}`, { uid: true, flags: true }, since))
    flags.push({ uid: BigInt(item.uid), flags: [...(item.flags ?? [])].filter((f) => f !== '\\Recent').sort() })
  session.flagsAt.set(path, performance.now())
  return flags
}

async function findGone({ client, deps, scope }: SyncSession, life: FolderLife): Promise<bigint[]> {
  const live = await readWorkspace(deps.db, scope, (read) => listLiveUids(read, life))
  if (live.length === 0) return []
  const present = new Set(await searchUids(client, '1:*'))
  return live.filter((uid) => !present.has(Number(uid)))
}
