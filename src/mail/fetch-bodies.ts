import type { ImapFlow } from 'imapflow'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { claimBodies, releaseBodies } from '../domain/correspondence/bodies-lease.js'
import { fileMessages } from '../domain/correspondence/file-messages.js'
import { imapAccount } from '../domain/correspondence/mailbox-account.js'
import { getMailbox } from '../domain/correspondence/mailbox-store.js'
import { listMissingBodies, type MissingBody } from '../domain/correspondence/missing-bodies-store.js'
import type { FilingItem } from '../domain/correspondence/parsed-message.js'
import { AppError, errorPolicy } from '../lib/errors.js'
import { arrivalOf, type FetchedMessage, fetchBatches } from './fetch-batch.js'
import type { RawPack } from './files/mail-files.js'
import { connectImap } from './imap-connection.js'
import { whatToKeep } from './keep-or-skip.js'
import { readMessage } from './read-message.js'
import { sessionError } from './session-error.js'
import type { MailDeps } from './sync-session.js'

/** One server may keep a worker for so long, ms; what it has not given by then is asked for again. */
const LONGEST_MS = 10 * 60_000
/** What ends a fetch that was aborted, its last commit included. */
const GRACE_MS = 60_000

/**
 * Fetches the bodies of a mailbox's mail that were left out and may be stored by now. Files them as any copy, so that it may
 * run any number of times; what the server no longer has stays without. A folder that it doesn't open keeps no other waiting: its
 * error is thrown when all had their turn. Aborting breaks it off with what it has; throws `unavailable` then, and when the
 * server takes too long, since there may be more. `busy`: another worker is at it, and may not know of the newest.
 */
export async function fetchBodies(
  deps: MailDeps,
  scope: Scope,
  mailboxId: string,
  stopping?: AbortSignal,
): Promise<'done' | 'busy'> {
  const list = () => bulkWorkspace(deps.db, scope, (bulk) => listMissingBodies(bulk, mailboxId))
  if ((await list()).length === 0) return 'done'
  const lease = await claimBodies(deps.db, mailboxId, LONGEST_MS + GRACE_MS)
  if (!lease) return 'busy'
  const pack = deps.mailFiles.packs(scope.workspaceId).open()
  try {
    const missing = await list() // who had the mailbox until now may have brought them
    const signal = AbortSignal.any([AbortSignal.timeout(LONGEST_MS), ...(stopping ? [stopping] : [])])
    if (missing.length > 0) await fromMailbox(deps, scope, pack, mailboxId, missing, signal)
    return 'done'
  } finally {
    await pack.close()
    await releaseBodies(deps.db, lease)
  }
}

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
  const told = (thrown: unknown) =>
    signal.aborted ? brokenOff() : sessionError(thrown, account, client, 'The texts of mail are fetched later.')
  try {
    const failures: AppError[] = []
    const folders = new Set((await client.list()).map(({ path }) => path))
    for (const folder of new Set(missing.map((each) => each.folder))) {
      if (!folders.has(folder)) continue // renamed or removed: the sync finds its mails elsewhere, or notes that they are gone
      const inFolder = missing.filter((each) => each.folder === folder)
      await fromFolder(client, folder, inFolder, (wanted, batch) => store(deps, scope, pack, wanted, batch)).catch(
        (thrown: unknown) => {
          if (!client.usable) throw thrown
          failures.push(told(thrown))
        },
      )
    }
    const worst = failures.find(({ code }) => errorPolicy[code].job === 'retry') ?? failures[0]
    if (worst) throw worst
  } catch (thrown) {
    throw told(thrown)
  } finally {
    if (client.usable) await client.logout().catch(() => client.close())
  }
}

async function fromFolder(
  client: ImapFlow,
  folder: string,
  missing: readonly MissingBody[],
  keep: (wanted: readonly MissingBody[], batch: readonly FetchedMessage[]) => Promise<void>,
): Promise<void> {
  const lock = await client.getMailboxLock(folder, { readOnly: true })
  try {
    const life = client.mailbox ? client.mailbox.uidValidity : null
    const wanted = missing.filter((each) => each.uidValidity === life)
    const uids = wanted.map(({ uid }) => Number(uid))
    for await (const batch of fetchBatches(client, uids)) await keep(wanted, batch)
  } finally {
    lock.release()
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
  for (const message of batch) {
    const { bytes, uid, flags } = message
    const place = wanted.find((each) => Number(each.uid) === uid)
    if (bytes === null || !place) continue
    const receivedAt = arrivalOf(message, deps.db.clock)
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
