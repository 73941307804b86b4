import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { RawPlace } from '../domain/correspondence/parsed-message.js'
import { AppError } from '../lib/errors.js'

/** A pack is closed at this size; backups and object stores like files of this order. */
const PACK_BYTES = 256 * 1024 * 1024

/**
 * Raw mail of one workspace in files that are only ever appended to: `<dir>/<workspace>/<uuid>.pack`, bytes end to end,
 * places kept in the database. Every writer has a file of its own, so that no two processes write into each other's.
 */
export type RawPack = {
  /** Appends a batch and syncs once; the bytes are on disk before the caller commits rows that point at them. */
  append(batch: readonly Buffer[]): Promise<RawPlace[]>
  close(): Promise<void>
}

/** Opens a writer; its file is made at the first append. What a crash leaves behind the last commit is never read. */
export function openRawPack(dir: string, workspaceId: string): RawPack {
  const folder = path.join(dir, workspaceId)
  let file: { handle: FileHandle; name: string; size: number } | null = null

  const leave = async () => {
    const left = file
    file = null
    await left?.handle.close()
  }
  const current = async () => {
    if (file !== null && file.size < PACK_BYTES) return file
    await leave()
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const name = `${randomUUID()}.pack`
    file = { handle: await open(path.join(folder, name), 'ax', 0o600), name, size: 0 }
    await syncDir(folder) // the file's name must survive a power cut as well as its bytes
    return file
  }

  return {
    append: async (batch) => {
      if (batch.length === 0) return []
      const pack = await current()
      const places: RawPlace[] = []
      for (const bytes of batch) {
        places.push({ file: pack.name, offset: pack.size, length: bytes.length })
        pack.size += bytes.length
      }
      try {
        await writeAll(pack.handle, batch)
        await pack.handle.datasync()
      } catch (error) {
        // How much of it lies there nobody knows: what came after it would be read at the wrong place. The next batch begins another.
        await leave().catch(() => undefined)
        throw error
      }
      return places
    },
    close: leave,
  }
}

async function writeAll(handle: FileHandle, batch: readonly Buffer[]): Promise<void> {
  const wanted = batch.reduce((sum, bytes) => sum + bytes.length, 0)
  const { bytesWritten } = await handle.writev(batch)
  // A full disk shows as a short write.
  if (bytesWritten !== wanted)
    throw new AppError('unavailable', 'The disk that keeps raw mail is full. Make room; the sync goes on by itself.')
}

async function syncDir(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The bytes of one mail as they came. Throws `not_found` when none are kept. */
export async function readRaw(dir: string, workspaceId: string, place: RawPlace): Promise<Buffer> {
  if (place.file === '') throw new AppError('not_found', 'The raw bytes of this message are not kept.')
  const handle = await open(path.join(dir, workspaceId, place.file), 'r')
  try {
    const bytes = Buffer.alloc(place.length)
    const { bytesRead } = await handle.read(bytes, 0, place.length, place.offset)
    if (bytesRead !== place.length)
      throw new AppError('internal', 'A raw mail file is shorter than it should be.', { place })
    return bytes
  } finally {
    await handle.close()
  }
}

/**
 * Overwrites bytes that may not be kept any longer, for good: one sync a file. What was wiped before is wiped again, and a
 * file that is gone is no fault, so it may run any number of times.
 */
export async function wipeRaw(dir: string, workspaceId: string, places: readonly RawPlace[]): Promise<void> {
  for (const name of new Set(places.map(({ file }) => file))) {
    const handle = await open(path.join(dir, workspaceId, path.basename(name)), 'r+').catch(
      (error: { code?: string }) => {
        if (error.code === 'ENOENT') return null
        throw error
      },
    )
    if (handle === null) continue
    try {
      for (const { offset, length } of places.filter(({ file }) => file === name))
        await handle.write(Buffer.alloc(length), 0, length, offset)
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }
}
