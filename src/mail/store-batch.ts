import { readWorkspace } from '../db/sql-workspace.js'
import { type FolderCursor, putCursor } from '../domain/correspondence/folder-store.js'
import type { MailCommand } from '../domain/correspondence/mail-command.js'
import { insertMailCommands } from '../domain/correspondence/mail-command-store.js'
import { assertLease } from '../domain/correspondence/mailbox-lease.js'
import { listMailboxTrust } from '../domain/correspondence/mailbox-trust-store.js'
import { addressKey } from '../lib/address-key.js'
import { type Arrival, fileBatch } from './file-batch.js'
import type { ReadMessage } from './read-ahead.js'
import { readCommand } from './read-command.js'
import { readMessage } from './read-message.js'
import type { SyncSession } from './sync-session.js'

/**
 * Files what a sync fetched under its lease; the cursor moves on in the same commit, past each message only with it.
 * `after` gives the cursor once these UIDs are dealt with.
 */
export async function storeBatch(
  session: SyncSession,
  cursor: FolderCursor,
  batch: readonly ReadMessage[],
  after: (uids: readonly number[]) => FolderCursor,
): Promise<void> {
  const { deps, scope, mailbox, lease, pack, summary } = session
  const arrivals = batch.map((fetched) => arrivalOf(session, cursor, fetched))
  const commands = await commandsIn(session, arrivals)
  const desk = {
    db: deps.db,
    scope,
    mailboxId: mailbox.id,
    pack,
    guard: (bulk: Parameters<typeof assertLease>[0]) => assertLease(bulk, lease),
    alongside: async (bulk: Parameters<typeof assertLease>[0], spots: readonly { uid: bigint }[]) => {
      await putCursor(bulk, mailbox.id, after(spots.map(({ uid }) => Number(uid))))
      await insertMailCommands(
        bulk,
        deps.db.ids,
        spots.flatMap(({ uid }) => commands.get(uid) ?? []),
      )
    },
  }
  const tally = await fileBatch(desk, arrivals)
  summary.stored += tally.stored
  summary.known += tally.known
  summary.skipped += tally.skipped
}

/** In the assistant's mailbox, what arrived just now may be commands; it is filed as any mail besides. */
async function commandsIn(session: SyncSession, arrivals: readonly Arrival[]): Promise<Map<bigint, MailCommand>> {
  const { deps, scope, mailbox } = session
  const { assistant, resolver, db } = deps
  const found = new Map<bigint, MailCommand>()
  if (assistant === undefined || addressKey(assistant) !== addressKey(mailbox.address)) return found
  const trust = await readWorkspace(db, scope, listMailboxTrust)
  const own = trust.find(({ address }) => address === mailbox.address)?.authservId
  for (const { live, spot, receivedAt, ...arrival } of arrivals) {
    const content =
      live && arrival.bytes !== null ? (arrival.content ?? (await readMessage(arrival.bytes, receivedAt))) : null
    if (arrival.bytes === null || !content?.ok) continue
    const mail = { message: content.value, bytes: arrival.bytes, receivedAt }
    const command = await readCommand({ db, assistant, ...(resolver && { resolver }) }, scope, mail, own ? [own] : [])
    if (command) found.set(spot.uid, command)
  }
  return found
}

function arrivalOf({ mailbox }: SyncSession, cursor: FolderCursor, fetched: ReadMessage): Arrival {
  const { uid, flags, receivedAt, content } = fetched
  const { path: folder, uidValidity, lastUid } = cursor
  const spot = { mailboxId: mailbox.id, folder, uidValidity, uid: BigInt(uid), flags }
  const arrival = { spot, receivedAt, live: spot.uid > lastUid }
  return fetched.bytes === null
    ? { ...arrival, bytes: null, problem: fetched.problem }
    : { ...arrival, bytes: fetched.bytes, content }
}
