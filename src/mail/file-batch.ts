import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace, type SqlScope } from '../db/sql-workspace.js'
import { addPeopleFromMail } from '../domain/correspondence/contacts-from-mail.js'
import { type Filed, fileMessages } from '../domain/correspondence/file-messages.js'
import { insertSkipped, type SkippedItem } from '../domain/correspondence/folder-store.js'
import type { FilingItem, MessageSpot, ParsedMessage, RawPlace } from '../domain/correspondence/parsed-message.js'
import { type AppError, toAppError } from '../lib/errors.js'
import type { Result } from '../lib/result.js'
import { backOffMs } from './back-off.js'
import type { RawPack } from './files/mail-files.js'
import { type Keeping, whatToKeep, withoutBody } from './keep-or-skip.js'
import { readMessage } from './read-message.js'

/** A mail that came in, by whatever way: where its copy lies and its bytes (read already, or not yet), or why there are none. */
export type Arrival = { spot: MessageSpot; receivedAt: Date; live: boolean; standsIn?: boolean } & (
  | { bytes: Buffer; content?: Result<ParsedMessage> | null }
  | { bytes: null; problem: string }
)

/** Whoever brings mail in. `alongside` runs in the transaction that stores, with the places it dealt with. */
export type FilingDesk = {
  db: Database
  scope: Scope
  mailboxId: string
  pack: RawPack
  /** Before anything is written: throws when the caller may no longer write. */
  guard: (bulk: SqlScope) => Promise<void>
  /** After the rows: what must move on with them. */
  alongside: (bulk: SqlScope, spots: readonly MessageSpot[]) => Promise<void>
}

export type FilingTally = { stored: number; known: number; skipped: number }

/** An arrival that was read: to be filed, or set aside. */
type Outcome = { spot: MessageSpot } & ({ file: FilingItem } | { skip: SkippedItem })

/** An arrival with bytes: its content, or why it has none. */
type Read = { arrival: Extract<Arrival, { bytes: Buffer }>; content: Result<ParsedMessage> }

/**
 * Reads, keeps and files mails in their order; every one is stored, or set aside with its reason, in the commit that also
 * runs `alongside`. Raw bytes are kept of those messages alone that may be kept whole.
 */
export async function fileBatch(desk: FilingDesk, arrivals: readonly Arrival[]): Promise<FilingTally> {
  const reads: Read[] = []
  for (const arrival of arrivals)
    if (arrival.bytes !== null)
      reads.push({ arrival, content: arrival.content ?? (await readMessage(arrival.bytes, arrival.receivedAt)) })
  const keepings = await whatToKeep(
    desk.db,
    desk.scope,
    desk.mailboxId,
    reads.map(({ arrival: { bytes }, content }) => ({ bytes, message: content.ok ? content.value : null })),
  )
  const whole = reads.filter((_, at) => keepings[at]?.keep === 'whole')
  const places = await desk.pack.append(whole.map(({ arrival }) => arrival.bytes))
  const placeOf = new Map(whole.map((read, at) => [read, places[at] ?? null]))
  const outcomeOf = new Map<Arrival, Outcome>()
  for (const [at, read] of reads.entries()) {
    const keeping = keepings[at]
    if (!keeping) throw new Error(`Nobody said what to keep of message ${read.arrival.spot.uid}`)
    outcomeOf.set(read.arrival, toOutcome(read, keeping, placeOf.get(read) ?? null))
  }
  const tally: FilingTally = { stored: 0, known: 0, skipped: 0 }
  const outcomes = arrivals.map((arrival) => outcomeOf.get(arrival) ?? unfetched(arrival))
  await commit(desk, outcomes, tally)
  return tally
}

function unfetched(arrival: Arrival): Outcome {
  if (arrival.bytes !== null) throw new Error(`Message ${arrival.spot.uid} was not read`)
  return { spot: arrival.spot, skip: { ...arrival.spot, reason: arrival.problem, raw: null } }
}

const NO_BYTES: RawPlace = { file: '', offset: 0, length: 0 }

function toOutcome({ arrival, content }: Read, keeping: Keeping, raw: RawPlace | null): Outcome {
  const { spot, receivedAt, live, standsIn = false } = arrival
  if (keeping.keep === 'nothing') return { spot, skip: { ...spot, reason: keeping.why, raw: null } }
  if (!content.ok) return { spot, skip: { ...spot, reason: content.problem, raw } }
  const { alsoNamed } = keeping
  const item = { spot, receivedAt, live, standsIn, alsoNamed }
  if (keeping.keep === 'whole' && raw === null) throw new Error(`The raw bytes of message ${spot.uid} were not kept`)
  return keeping.keep === 'headers'
    ? { spot, file: { ...item, message: withoutBody(content.value), raw: NO_BYTES, bodiless: true } }
    : { spot, file: { ...item, message: content.value, raw: raw ?? NO_BYTES } }
}

/**
 * Whether one message of the batch may be to blame: a value the database can't take (SQLSTATE class 22), a rule it breaks
 * (23), a size beyond its limits (54). It is then found by halving and set aside alone; anything else stops the filing.
 */
const blamesMessage = ({ detail: { sqlstate } }: AppError): boolean =>
  typeof sqlstate === 'string' && /^(22|23|54)/.test(sqlstate)

async function commit(desk: FilingDesk, outcomes: readonly Outcome[], tally: FilingTally): Promise<void> {
  try {
    await commitOnce(desk, outcomes, tally)
  } catch (thrown) {
    const error = toAppError(thrown)
    const first = outcomes[0]
    if (!blamesMessage(error) || !outcomes.some((outcome) => 'file' in outcome) || !first) throw error
    desk.db.log.warn({ err: error, messages: outcomes.length }, 'mail batch not stored as a whole')
    if (outcomes.length === 1) return commit(desk, [setAside(first, error.userMessage)], tally)
    const middle = Math.ceil(outcomes.length / 2)
    await commit(desk, outcomes.slice(0, middle), tally)
    await commit(desk, outcomes.slice(middle), tally)
  }
}

function setAside(outcome: Outcome, reason: string): Outcome {
  if ('skip' in outcome) return outcome
  const { spot, raw } = outcome.file
  const skip = { ...spot, reason: `it cannot be stored: ${reason}`, raw: raw.file === '' ? null : raw }
  return { spot, skip }
}

async function commitOnce(desk: FilingDesk, outcomes: readonly Outcome[], tally: FilingTally): Promise<void> {
  const { db, scope, mailboxId } = desk
  const files = outcomes.flatMap((outcome) => ('file' in outcome ? outcome.file : []))
  const skips = outcomes.flatMap((outcome) => ('skip' in outcome ? outcome.skip : []))
  const filed: Filed = await retryConflict(() =>
    bulkWorkspace(db, scope, async (bulk) => {
      await desk.guard(bulk)
      const result = await fileMessages(bulk, db.ids, files)
      if (skips.length > 0) await insertSkipped(bulk, mailboxId, skips)
      await desk.alongside(
        bulk,
        outcomes.map(({ spot }) => spot),
      )
      return result
    }),
  )
  tally.stored += filed.stored
  tally.known += filed.known
  tally.skipped += skips.length + filed.unlogged
  // Committed already: what goes wrong from here is made up for from the outbox.
  if (filed.newPeople)
    await addPeopleFromMail(db, scope, filed.newPeople).catch((error: unknown) =>
      db.log.warn({ err: error }, 'contacts from mail not made yet'),
    )
}

/** Another transaction held what this one needed (deadlock, a contact changed by hand): the same again, a few times. */
async function retryConflict<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const { code, detail } = toAppError(thrown)
    if (code !== 'conflict' || detail['sqlstate'] === undefined || tries <= 1) throw thrown
    await sleep(backOffMs(1)) // whom it met at the same moment tries again as well
    return retryConflict(work, tries - 1)
  }
}
