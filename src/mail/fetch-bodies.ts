import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { fileMessages } from '../domain/correspondence/file-messages.js'
import { imapAccount } from '../domain/correspondence/mailbox-account.js'
import { getMailbox } from '../domain/correspondence/mailbox-store.js'
import { listMissingBodies, type MissingBody } from '../domain/correspondence/missing-bodies-store.js'
import type { FilingItem } from '../domain/correspondence/parsed-message.js'
import { AppError, errorPolicy, toAppError } from '../lib/errors.js'
import { type FetchedMessage, fetchBatches } from './fetch-batch.js'
import { connectImap, imapError } from './imap-connection.js'
import { whatToKeep } from './keep-or-skip.js'
import { openRawPack, type RawPack } from './raw-pack.js'
import { readMessage } from './read-message.js'
import type { MailDeps } from './sync-session.js'

/**
 * Fetches the bodies that were left out and may be stored by now, from wherever their copies lie. Files them as any copy, so
 * that it may run any number of times; what a server no longer has stays without. A mailbox that can't be reached keeps no other
 * waiting: its error is thrown when all had their turn. Aborting breaks it off with what it has; throws `unavailable` then, and when a
 * server takes too long, since there may be more.
 */
export async function fetchBodies(deps: MailDeps, scope: Scope, stopping?: AbortSignal): Promise<void> {
  const missing = await bulkWorkspace(deps.db, scope, listMissingBodies)
  if (missing.length === 0) return
  const pack = openRawPack(deps.rawDir, scope.workspaceId)
  try {
    const failures: AppError[] = []
    for (const mailboxId of new Set(missing.map((each) => each.mailboxId)))
      await fromMailbox(
        deps,
        scope,
        pack,
        mailboxId,
        missing.filter((each) => each.mailboxId === mailboxId),
        AbortSignal.any([AbortSignal.timeout(LONGEST_MS), ...(stopping ? [stopping] : [])]),
      ).catch((thrown: unknown) => void failures.push(toAppError(thrown)))
    const worst = failures.find(({ code }) => errorPolicy[code].job === 'retry') ?? failures[0]
    if (worst) throw worst
  } finally {
    await pack.close()
  }
}

/** One server may keep the others waiting for so long, ms; what it has not given by then is asked for again. */
const LONGEST_MS = 10 * 60_000

async function fromMailbox(
  deps: MailDeps,
  scope: Scope,
  pack: RawPack,
  mailboxId: string,
  missing: readonly MissingBody[],
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) throw brokenOff()
  const account = await bulkWorkspace(deps.db, scope, async (bulk) =>
    imapAccount(bulk, deps.key, await getMailbox(bulk, mailboxId)),
  )
  const client = await connectImap(account, deps, signal).catch((thrown: unknown) => {
    throw signal.aborted ? brokenOff() : thrown
  })
  try {
    const folders = new Set((await client.list()).map(({ path }) => path))
    for (const folder of new Set(missing.map((each) => each.folder))) {
      if (!folders.has(folder)) continue // renamed or removed: the sync finds its mails elsewhere, or notes that they are gone
      const lock = await client.getMailboxLock(folder, { readOnly: true })
      try {
        const life = client.mailbox ? client.mailbox.uidValidity : null
        const wanted = missing.filter((each) => each.folder === folder && each.uidValidity === life)
        const uids = wanted.map(({ uid }) => Number(uid))
        for await (const batch of fetchBatches(client, uids)) await store(deps, scope, pack, wanted, batch)
      } finally {
        lock.release()
      }
    }
  } catch (thrown) {
    throw signal.aborted ? brokenOff() : imapError(thrown, account)
  } finally {
    if (client.usable) await client.logout().catch(() => client.close())
  }
}

const brokenOff = () => new AppError('unavailable', 'Texts of mail are still to be fetched.')

async function store(
  deps: MailDeps,
  scope: Scope,
  pack: RawPack,
  wanted: readonly MissingBody[],
  batch: readonly FetchedMessage[],
) {
  const reads = []
  for (const { bytes, uid, flags, arrivedAt } of batch) {
    const place = wanted.find((each) => Number(each.uid) === uid)
    if (bytes === null || !place) continue
    const receivedAt = arrivedAt ?? deps.db.clock.now()
    const content = await readMessage(bytes, receivedAt)
    if (content.ok) reads.push({ bytes, message: content.value, spot: { ...place, flags }, receivedAt })
  }
  const [first] = reads
  if (!first) return
  const keepings = await whatToKeep(deps.db, scope, first.spot.mailboxId, reads)
  const whole = reads.filter((_, at) => keepings[at]?.keep === 'whole')
  const places = await pack.append(whole.map(({ bytes }) => bytes))
  const items = whole.flatMap(({ message, spot, receivedAt }, at): FilingItem[] => {
    const raw = places[at]
    return raw ? [{ message, spot, receivedAt, raw }] : []
  })
  await bulkWorkspace(deps.db, scope, (bulk) => fileMessages(bulk, deps.db.ids, items))
}
