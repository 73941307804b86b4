import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { RawPlace } from '../../domain/correspondence/parsed-message.js'
import { AppError } from '../../lib/errors.js'
import { isThere, syncPlace } from '../../lib/on-disk.js'
import type { Packs, RawPack } from './mail-files.js'

/** A pack is closed at this size; backups and object stores like files of this order. */
const PACK_BYTES = 256 * 1024 * 1024

/** Raw mail of one workspace in files that are only ever appended to: `<dir>/<workspace>/<uuid>.pack`. */
export function diskPacks(dir: string, workspaceId: string): Packs {
  const folder = path.join(dir, workspaceId)
  const placeOf = (file: string) => path.join(folder, path.basename(file))
  return {
    open: () => openPack(folder),
    read: (place) => read(placeOf(place.file), place),
    wipe: (file, places) => wipe(placeOf(file), places),
    has: (file) => isThere(placeOf(file)),
    quiet: (ms) => quietPacks(folder, ms),
    remove: async () => false, // a mailbox that is silent for days has its pack open all the while
  }
}

/** A batch is synced once. The file is made at the first append. What a crash leaves behind the last commit is never read. */
function openPack(folder: string): RawPack {
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
    await syncPlace(folder) // the file's name must survive a power cut as well as its bytes
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

/** Null where there is no such file. */
const openThere = (place: string, flags: string): Promise<FileHandle | null> =>
  open(place, flags).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return null
    throw error
  })

async function read(file: string, place: RawPlace): Promise<Buffer | null> {
  const handle = await openThere(file, 'r')
  if (handle === null) return null
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

/** One sync a file. */
async function wipe(file: string, places: readonly RawPlace[]): Promise<void> {
  const handle = await openThere(file, 'r+')
  if (handle === null) return
  try {
    for (const { offset, length } of places) await handle.write(Buffer.alloc(length), 0, length, offset)
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

async function quietPacks(folder: string, ms: number): Promise<{ file: string; size: number }[]> {
  const names = await readdir(folder).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter((name) => name.endsWith('.pack'))
  if (files.length === 0) return []
  const now = await diskNow(folder)
  const packs = []
  for (const file of files) {
    const { size, mtimeMs } = await stat(path.join(folder, file))
    if (size > 0 && now - mtimeMs >= ms) packs.push({ file, size })
  }
  return packs
}

/** Of the disk, whose clock dated the packs: of a shared one neither this machine's, nor the company's where time is simulated. */
async function diskNow(folder: string): Promise<number> {
  const probe = path.join(folder, `${randomUUID()}.probe`)
  await writeFile(probe, '')
  try {
    return (await stat(probe)).mtimeMs
  } finally {
    await rm(probe, { force: true })
  }
}
