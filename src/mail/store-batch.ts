import { bulkWorkspace } from '../db/sql-workspace.js'
import { addPeopleFromMail } from '../domain/correspondence/contacts-from-mail.js'
import { type Filed, fileMessages } from '../domain/correspondence/file-messages.js'
import { type FolderCursor, insertSkipped, putCursor, type SkippedItem } from '../domain/correspondence/folder-store.js'
import { assertLease } from '../domain/correspondence/mailbox-lease.js'
import type { FilingItem, MessageSpot, ParsedMessage, RawPlace } from '../domain/correspondence/parsed-message.js'
import { type AppError, toAppError } from '../lib/errors.js'
import type { Result } from '../lib/result.js'
import type { FetchedMessage } from './fetch-batch.js'
import { type Keeping, whatToKeep, withoutBody } from './keep-or-skip.js'
import { wipeRaw } from './raw-pack.js'
import { readMessage } from './read-message.js'
import type { SyncSession } from './sync-session.js'

/** A fetched message, read: to be filed, or set aside. */
type Outcome = { uid: number; file: FilingItem } | { uid: number; skip: SkippedItem }

/** A fetched message that was read: its content, or why it has none. */
type Read = { fetched: FetchedMessage & { bytes: Buffer }; receivedAt: Date; content: Result<ParsedMessage> }

/**
 * Reads, keeps and files a batch; the cursor moves on in the same commit, past each message only with it. `after` gives
 * the cursor once these UIDs are dealt with. Raw bytes are kept of those messages alone that may be kept whole.
 */
export async function storeBatch(
  session: SyncSession,
  cursor: FolderCursor,
  batch: readonly FetchedMessage[],
  after: (uids: readonly number[]) => FolderCursor,
): Promise<void> {
  const { deps, scope, mailbox } = session
  const outcomes: Outcome[] = []
  const reads: Read[] = []
  for (const fetched of batch) {
    const receivedAt = fetched.arrivedAt ?? deps.db.clock.now()
    if (fetched.bytes === null)
      outcomes.push({
        uid: fetched.uid,
        skip: { ...spotOf(session, cursor, fetched), reason: fetched.problem, raw: null },
      })
    else reads.push({ fetched, receivedAt, content: await readMessage(fetched.bytes, receivedAt) })
  }
  const keepings = await whatToKeep(
    deps.db,
    scope,
    mailbox.id,
    reads.map(({ fetched: { bytes }, content }) => ({ bytes, message: content.ok ? content.value : null })),
  )
  const whole = reads.filter((_, at) => keepings[at]?.keep === 'whole')
  const places = await session.pack.append(whole.map(({ fetched }) => fetched.bytes))
  for (const [at, read] of reads.entries()) {
    const keeping = keepings[at]
    if (!keeping) throw new Error(`Nobody said what to keep of message ${read.fetched.uid}`)
    const raw = places[whole.indexOf(read)] ?? null
    outcomes.push(toOutcome(spotOf(session, cursor, read.fetched), read, keeping, raw, cursor))
  }
  // In the order they were fetched: the cursor moves on in steps when a batch is halved.
  const order = new Map(batch.map(({ uid }, at) => [uid, at]))
  outcomes.sort((a, b) => (order.get(a.uid) ?? 0) - (order.get(b.uid) ?? 0))
  await commit(session, outcomes, after)
}

const spotOf = ({ mailbox }: SyncSession, { path, uidValidity }: FolderCursor, { uid, flags }: FetchedMessage) => ({
  mailboxId: mailbox.id,
  folder: path,
  uidValidity,
  uid: BigInt(uid),
  flags,
})

const NO_BYTES: RawPlace = { file: '', offset: 0, length: 0 }

function toOutcome(
  spot: MessageSpot,
  { fetched: { uid }, receivedAt, content }: Read,
  keeping: Keeping,
  raw: RawPlace | null,
  { lastUid }: FolderCursor,
): Outcome {
  if (keeping.keep === 'nothing') return { uid, skip: { ...spot, reason: keeping.why, raw: null } }
  if (!content.ok) return { uid, skip: { ...spot, reason: content.problem, raw } }
  const { alsoNamed } = keeping
  const item = { spot, receivedAt, live: spot.uid > lastUid, alsoNamed }
  if (keeping.keep === 'whole' && raw === null) throw new Error(`The raw bytes of message ${uid} were not kept`)
  return raw === null
    ? { uid, file: { ...item, message: withoutBody(content.value), raw: NO_BYTES, bodiless: true } }
    : { uid, file: { ...item, message: content.value, raw } }
}

/**
 * Whether one message of the batch may be to blame: a value the database can't take (SQLSTATE class 22), a rule it breaks
 * (23), a size beyond its limits (54). It is then found by halving and set aside alone; anything else stops the sync.
 */
const blamesMessage = ({ detail: { sqlstate } }: AppError): boolean =>
  typeof sqlstate === 'string' && /^(22|23|54)/.test(sqlstate)

async function commit(
  session: SyncSession,
  outcomes: readonly Outcome[],
  after: (uids: readonly number[]) => FolderCursor,
): Promise<void> {
  try {
    await commitOnce(session, outcomes, after)
  } catch (thrown) {
    const error = toAppError(thrown)
    const first = outcomes[0]
    if (!blamesMessage(error) || !outcomes.some((outcome) => 'file' in outcome) || !first) throw error
    session.deps.db.log.warn({ err: error, messages: outcomes.length }, 'mail batch not stored as a whole')
    if (outcomes.length === 1) return commit(session, [setAside(first, error.userMessage)], after)
    const middle = Math.ceil(outcomes.length / 2)
    await commit(session, outcomes.slice(0, middle), after)
    await commit(session, outcomes.slice(middle), after)
  }
}

function setAside(outcome: Outcome, reason: string): Outcome {
  if ('skip' in outcome) return outcome
  const { spot, raw } = outcome.file
  return {
    uid: outcome.uid,
    skip: { ...spot, reason: `it cannot be stored: ${reason}`, raw: raw.file === '' ? null : raw },
  }
}

async function commitOnce(
  session: SyncSession,
  outcomes: readonly Outcome[],
  after: (uids: readonly number[]) => FolderCursor,
): Promise<void> {
  const { deps, scope, mailbox, lease, summary } = session
  const files = outcomes.flatMap((outcome) => ('file' in outcome ? outcome.file : []))
  const skips = outcomes.flatMap((outcome) => ('skip' in outcome ? outcome.skip : []))
  const filed: Filed = await retryConflict(() =>
    bulkWorkspace(deps.db, scope, async (bulk) => {
      await assertLease(bulk, lease)
      const result = await fileMessages(bulk, deps.db.ids, files)
      if (skips.length > 0) await insertSkipped(bulk, mailbox.id, skips)
      await putCursor(bulk, mailbox.id, after(outcomes.map(({ uid }) => uid)))
      return result
    }),
  )
  summary.stored += filed.stored
  summary.known += filed.known
  summary.skipped += skips.length + filed.unlogged
  if (filed.wipe.length > 0) await wipeRaw(deps.rawDir, scope.workspaceId, filed.wipe)
  // Committed already: what goes wrong from here is made up for from the outbox.
  if (filed.newPeople)
    await addPeopleFromMail(deps.db, scope, filed.newPeople).catch((error: unknown) =>
      deps.db.log.warn({ err: error }, 'contacts from mail not made yet'),
    )
}

/** Another transaction held what this one needed (deadlock, a contact changed by hand): the same again, a few times. */
async function retryConflict<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const { code, detail } = toAppError(thrown)
    if (code !== 'conflict' || detail['sqlstate'] === undefined || tries <= 1) throw thrown
    return retryConflict(work, tries - 1)
  }
}
