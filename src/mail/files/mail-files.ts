import type { RawPlace } from '../../domain/correspondence/parsed-message.js'
import { AppError } from '../../lib/errors.js'

/** Where an installation keeps raw mail and files: a folder of a disk, or a bucket of an object store. */
export type MailFiles = {
  /** In words, for whoever looks after it. */
  where: string
  /** Raw mail of one workspace. */
  packs(workspaceId: string): Packs
  /** Files of one workspace, by their content. */
  kept(workspaceId: string): FileStore
  /** All of it, for whoever takes it elsewhere. */
  holdings: Holdings
}

/** Raw mail in packs: bytes end to end, places kept in the database. Packs are named by chance, and never overwritten but to wipe. */
export type Packs = {
  /** A writer with packs of its own, so that no two processes write into each other's. */
  open(): RawPack
  /** Null where there is no such pack. */
  read(place: RawPlace): Promise<Buffer | null>
  /**
   * Overwrites bytes of one pack that may not be kept any longer, for good. What was wiped before may be wiped again, and a pack that is gone is
   * no fault. One at a time: `wipeRaw` sees to it, whose lock `stir` keeps; it throws where the lock is lost.
   */
  wipe(file: string, places: readonly RawPlace[], stir: () => Promise<unknown>): Promise<void>
  has(file: string): Promise<boolean>
  /** Those that nobody wrote to for so long, by the clock of where they lie, with their sizes. */
  quiet(ms: number): Promise<{ file: string; size: number }[]>
  /** Removes a pack that nothing names; false where a writer may have it open still, and it can only be wiped. */
  remove(file: string): Promise<boolean>
}

export type RawPack = {
  /** Adds a batch; the bytes are safe before the caller commits rows that point at them. */
  append(batch: readonly Buffer[]): Promise<RawPlace[]>
  close(): Promise<void>
}

/**
 * Files of one workspace, each kept once under the SHA-256 of its bytes (hex). What is kept is never overwritten: the same
 * bytes have the same name, and other bytes another.
 */
export type FileStore = {
  /** Keeps bytes, safe when it answers; `unavailable` when they can't be kept just now. */
  put(bytes: Buffer): Promise<string>
  /** Null when it is not there, or no longer what it was: whoever asks has the raw mail to fall back on. */
  get(hash: string): Promise<Buffer | null>
  /** Gone already is no fault. */
  remove(hash: string): Promise<void>
  /** Names of all that is there: hashes, and what a crash left half written. */
  list(): AsyncGenerator<string>
}

export type Holding = { name: string; size: number }
export type Chunks = AsyncIterable<Buffer>

/** All that is kept, under the names that a backup holds: `<workspace>/<uuid>.pack`, `files/<workspace>/ab/cd/<hash>`. */
export type Holdings = {
  list(): AsyncGenerator<Holding>
  /** Its bytes as they are now, and how many; null when it is gone. */
  open(holding: Holding): Promise<{ size: number; chunks: Chunks } | null>
  /** Whole or not at all. */
  write(name: string, chunks: Chunks): Promise<void>
  remove(name: string): Promise<void>
  /** Begins to fill a place that is empty; throws `refused` for one that is not. */
  fill(): Promise<Filling>
}

/** What is being put back into an empty place: nothing of it counts before `settle`, and `drop` leaves nothing. */
export type Filling = {
  write(name: string, chunks: Chunks): Promise<void>
  settle(): Promise<void>
  drop(): Promise<void>
}

/** The bytes of one mail as they came. Throws `not_found` when none are kept. */
export async function readRaw(files: MailFiles, workspaceId: string, place: RawPlace): Promise<Buffer> {
  if (place.file === '') throw new AppError('not_found', 'The raw bytes of this message are not kept.')
  const bytes = await files.packs(workspaceId).read(place)
  if (bytes !== null) return bytes
  throw new AppError(
    'unavailable',
    `Raw mail (${place.file}) is not in ${files.where}. Where it was kept elsewhere before, say where (docs/configuration.md); else restore it from a backup.`,
    { place },
  )
}

/** Of what is small enough to be held: all of it. */
export async function gathered(chunks: Chunks): Promise<Buffer> {
  const held: Buffer[] = []
  for await (const chunk of chunks) held.push(chunk)
  return Buffer.concat(held)
}
