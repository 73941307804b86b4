import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../db/in-workspace.js'
import {
  findImportKeys,
  type ImportKey,
  type KeyedKind,
  listKeyed,
  putImportKeys,
} from '../../domain/crm/import-key-store.js'
import { AppError } from '../../lib/errors.js'
import { type ImportContext, type ImportRecord, type Outcome, RowFault } from '../define-import.js'
import { saidBy } from './keys.js'
import { withNearNames } from './near-names.js'

/** A record as it is and as it is to be; `before` null: it is new. */
export type Change<State> = { before: State | null; after: State }

/** How the records of one chunk are found, decided and written. Everything that it looks up is looked up for all of them at once. */
export type Intake<State extends { id: string }> = {
  /** Records that a row may be about, by what it says, the surest first. Throws `RowFault`. */
  alike(record: ImportRecord): readonly string[]
  /** Loads records as they are. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, State>>
  /** What a record is to be; `isKnown`: its source called it so before, so that a new name is one. Throws `RowFault`. */
  decide(record: ImportRecord, before: State | null, isKnown: boolean): Promise<State>
  /** Makes and changes them. */
  write(changes: readonly Change<State>[]): Promise<void>
}

type Ready = { record: ImportRecord; said: string; id: string | null; isKnown: boolean }

/**
 * Takes in the records of a chunk. A row that says what it said the last time is passed over, whatever people have made of its record
 * since. Another is found again by its key, else by what it says – but never as a record that its source calls otherwise.
 */
export async function takeRecords<State extends { id: string }>(
  tx: Tx,
  kind: KeyedKind,
  { records, context }: { records: readonly ImportRecord[]; context: ImportContext },
  open: (rows: readonly ImportRecord[]) => Promise<Intake<State>>,
): Promise<readonly (Outcome | RowFault)[]> {
  const of = { kind, source: context.source ?? 'file' }
  const known = await findImportKeys(
    tx,
    of,
    records.map(({ key }) => key),
  )
  const outcomes = new Map<ImportRecord, Outcome | RowFault>()
  const left = records.filter((record) => known.get(record.key)?.said !== saidBy(record.rows))
  for (const record of records) if (!left.includes(record)) outcomes.set(record, 'unchanged')
  if (left.length > 0) {
    const intake = await open(left)
    const ready = await matched(tx, of, left, { known, intake, outcomes })
    await putImportKeys(tx, of, await save(intake, ready, outcomes))
  }
  const told = records.map((record) => outcomes.get(record) ?? 'unchanged')
  return withNearNames(tx, told, context)
}

type Matching<State extends { id: string }> = {
  known: ReadonlyMap<string, ImportKey>
  intake: Intake<State>
  outcomes: Map<ImportRecord, Outcome | RowFault>
}

/** Which record each row is about, if it is there. No two rows are about the same. */
async function matched<State extends { id: string }>(
  tx: Tx,
  of: { kind: KeyedKind; source: string },
  left: readonly ImportRecord[],
  { known, intake, outcomes }: Matching<State>,
): Promise<Ready[]> {
  const candidates = new Map<ImportRecord, readonly string[]>()
  for (const record of left) {
    const own = known.get(record.key)
    const found = own ? [own.recordId] : caught(() => intake.alike(record))
    if (found instanceof RowFault) outcomes.set(record, found)
    else candidates.set(record, found)
  }
  const taken = await listKeyed(tx, of, [...new Set([...candidates.values()].flat())])
  return [...candidates].map(([record, ids]) => {
    const own = known.get(record.key)
    const id = own?.recordId ?? ids.find((each) => !taken.has(each)) ?? null
    if (id !== null) taken.add(id)
    return { record, said: saidBy(record.rows), id, isKnown: own !== undefined }
  })
}

async function save<State extends { id: string }>(
  intake: Intake<State>,
  ready: readonly Ready[],
  outcomes: Map<ImportRecord, Outcome | RowFault>,
): Promise<ImportKey[]> {
  const states = await intake.load(ready.flatMap(({ id }) => id ?? []))
  const changes: Change<State>[] = []
  const keys: ImportKey[] = []
  for (const { record, said, id, isKnown } of ready) {
    const before = states.get(id ?? '') ?? null
    const after = await caughtLater(() => intake.decide(record, before, isKnown))
    if (after instanceof RowFault) {
      outcomes.set(record, after)
      continue
    }
    const isSame = before !== null && isDeepStrictEqual(before, after)
    if (!isSame) changes.push({ before, after })
    keys.push({ key: record.key, recordId: after.id, said })
    outcomes.set(record, before === null ? 'created' : isSame ? 'unchanged' : 'updated')
  }
  if (changes.length > 0) await intake.write(changes)
  return keys
}

function caught<T>(step: () => T): T | RowFault {
  try {
    return step()
  } catch (thrown) {
    return asFault(thrown)
  }
}

async function caughtLater<T>(step: () => Promise<T>): Promise<T | RowFault> {
  try {
    return await step()
  } catch (thrown) {
    return asFault(thrown)
  }
}

/** What a rule says of a row; what the database or the machine says ends the chunk. */
function asFault(thrown: unknown): RowFault {
  if (thrown instanceof RowFault) return thrown
  if (thrown instanceof AppError && ['invalid', 'refused', 'not_found', 'conflict'].includes(thrown.code))
    return new RowFault(null, null, thrown.userMessage)
  throw thrown
}
