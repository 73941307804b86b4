import type { Database } from '../db/database.js'
import { inWorkspace, type Tx } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { AppError, toAppError } from '../lib/errors.js'
import {
  type FileKind,
  type FileToTake,
  type ImportContext,
  type ImportKind,
  type ImportRecord,
  type ImportReport,
  type Outcome,
  type Refusal,
  RowFault,
} from './define-import.js'
import { type Records, shownValue } from './read-records.js'

export type ImportRun = {
  db: Database
  scope: Scope
  kind: ImportKind
  context: ImportContext
  /** Does everything and takes it back. */
  dryRun: boolean
  onProgress?: ((done: number, total: number) => void) | undefined
}

/** Failures of the machine, not of a row: what was saved so far stays, and the same file again does the rest. */
const OF_THE_MACHINE = new Set(['internal', 'unavailable', 'limited', 'forbidden'])

/**
 * Saves what a file brings, a chunk of records to a transaction. A record that can't be saved is refused with its reason and stops
 * nothing else: those before it are saved without it, then those after it.
 */
export async function runImport(given: ImportRun, { records, refused, untaken }: Records): Promise<ImportReport> {
  const run = given.dryRun ? { ...given, context: { ...given.context, promised: new Set<string>() } } : given
  const counts: Record<Outcome, number> = { created: 0, updated: 0, unchanged: 0 }
  const all = [...refused]
  const note = {
    saved: (record: ImportRecord, outcome: Outcome) => void (counts[outcome] += record.rows.length),
    refused: (record: ImportRecord, fault: AppError) => void all.push(...refusalsOf(record, fault)),
  }
  const ordered = run.kind.inOrder?.(records) ?? records
  const total = ordered.length
  for (let at = 0; at < total; at += run.kind.chunk) {
    await saveAll(run, ordered.slice(at, at + run.kind.chunk), note)
    run.onProgress?.(Math.min(total, at + run.kind.chunk), total)
  }
  const rows = records.reduce((sum, record) => sum + record.rows.length, 0) + refused.length
  return {
    kind: run.kind.name,
    rows,
    ...counts,
    refused: all.toSorted((a, b) => a.row - b.row),
    ...(untaken.length > 0 && { untaken: untaken.map((heading) => shownValue(heading)) }),
  }
}

type Note = {
  saved(record: ImportRecord, outcome: Outcome): void
  refused(record: ImportRecord, fault: AppError): void
}

async function saveAll(run: ImportRun, records: readonly ImportRecord[], note: Note): Promise<void> {
  const [first] = records
  if (!first) return
  try {
    const outcomes = await saveTogether(run, records)
    for (const [at, record] of records.entries()) {
      const outcome = outcomes[at] ?? 'unchanged'
      if (outcome instanceof RowFault) note.refused(record, outcome)
      else note.saved(record, outcome)
    }
  } catch (thrown) {
    const fault = toAppError(thrown)
    if (OF_THE_MACHINE.has(fault.code)) throw thrown
    if (records.length === 1) return note.refused(first, fault)
    const at = placeOf(fault) ?? Math.floor(records.length / 2)
    await saveAll(run, records.slice(0, at), note)
    // Where the fault names no record, the second half begins with the one in the middle, which is tried with it.
    const blamed = placeOf(fault) === undefined ? undefined : records[at]
    if (blamed) note.refused(blamed, fault)
    await saveAll(run, records.slice(blamed ? at + 1 : at), note)
  }
}

/** What a kind leaves to the lane of loads follows in a transaction there; a dry run, which takes all back, does both in one. */
async function saveTogether(
  run: ImportRun,
  records: readonly ImportRecord[],
): Promise<readonly (Outcome | RowFault)[]> {
  const { db, scope, dryRun, kind, context } = run
  const saved = await attempt(run, async (tx) => {
    const made = await kind.save(tx, records, context)
    return 'load' in made && dryRun ? made.load(tx) : made
  })
  return 'load' in saved ? bulkWorkspace(db, scope, saved.load) : saved
}

/** Takes in a file that its kind reads by itself, all of it or nothing. */
export async function takeFile(
  run: Pick<ImportRun, 'db' | 'scope' | 'dryRun'> & { kind: FileKind },
  file: FileToTake,
): Promise<ImportReport> {
  return { kind: run.kind.name, ...(await attempt(run, (tx) => run.kind.take(tx, file))) }
}

/** One transaction, which a dry run takes back when all that would be checked at its end has been. */
async function attempt<T>(
  { db, scope, dryRun }: Pick<ImportRun, 'db' | 'scope' | 'dryRun'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  let done: { value: T } | undefined
  const taken = new AppError('refused', 'Taken back')
  await inWorkspace(db, scope, async (tx) => {
    done = { value: await work(tx) }
    await tx.prisma.$executeRaw`set constraints all immediate`
    if (dryRun) throw taken
  }).catch((thrown: unknown) => {
    if (thrown !== taken) throw thrown
  })
  if (!done) throw new Error('The transaction ended without a result')
  return done.value
}

/** Which record it was: a fault says it, and `post_entries` counts its entries from one. */
function placeOf(fault: AppError): number | undefined {
  if (fault instanceof RowFault) return fault.at
  const entry = fault.detail['entry']
  return typeof entry === 'number' ? entry - 1 : undefined
}

function refusalsOf(record: ImportRecord, fault: AppError): Refusal[] {
  const { field, value } = fault instanceof RowFault ? fault : { field: null, value: null }
  return record.rows.map(({ row }) => ({ row, field, value, reason: fault.userMessage }))
}
