import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { diskError } from './disk-error.js'

/**
 * Files of one workspace, each kept once under the SHA-256 of its bytes (hex). What is kept is never overwritten: the same
 * bytes have the same name, and other bytes another. Another place for them than a disk is another one of these.
 */
export type FileStore = {
  /** Keeps bytes, on disk when it answers; `unavailable` when they can't be kept just now. */
  put(bytes: Buffer): Promise<string>
  /** Null when it is not there, or no longer what it was: whoever asks has the raw mail to fall back on. */
  get(hash: string): Promise<Buffer | null>
  /** Gone already is no fault. */
  remove(hash: string): Promise<void>
  /** Names of all that is there: hashes, and what a crash left half written. */
  list(): AsyncGenerator<string>
}

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Below `<dir>/files/<workspace>/`, in 65,536 folders at most, so that none has more files than a directory is good for. */
export function diskFiles(dir: string, workspaceId: string): FileStore {
  const root = path.join(dir, 'files', workspaceId)
  const placeOf = (name: string) => path.join(root, name.slice(0, 2), name.slice(2, 4), path.basename(name))
  return {
    put: async (bytes) => {
      const hash = hashOf(bytes)
      if (!(await isThere(placeOf(hash), bytes.length))) await write(placeOf(hash), bytes).catch(cannotKeep)
      return hash
    },
    get: async (hash) => {
      const bytes = await readFile(placeOf(hash)).catch(unlessGone)
      return bytes !== null && hashOf(bytes) === hash ? bytes : null
    },
    remove: (name) => rm(placeOf(name), { force: true }),
    list: () => namesBelow(root),
  }
}

/** A disk that failed may have left less than was written; that is written anew. */
const isThere = (place: string, bytes: number): Promise<boolean> =>
  stat(place).then(
    ({ size }) => size === bytes,
    () => false,
  )

/** Whole or not at all: written beside its place, on disk before it gets its name. */
async function write(place: string, bytes: Buffer): Promise<void> {
  const folder = path.dirname(place)
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  const half = `${place}.${randomUUID()}`
  try {
    const handle = await open(half, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(half, place)
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined)
    throw error
  }
  // The name must survive a power cut as well as the bytes, and so must the folders that were made for it.
  for (let at = folder; ; at = path.dirname(at)) {
    await syncFolder(at)
    if (made === undefined || !at.startsWith(made)) break
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function cannotKeep(error: { code?: string }): never {
  throw diskError(error, { keeps: 'attachments', meanwhile: 'They are in the raw mail meanwhile.' })
}

function unlessGone(error: Error & { code?: string }): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}

async function* namesBelow(root: string): AsyncGenerator<string> {
  for (const first of await foldersIn(root))
    for (const second of await foldersIn(path.join(root, first)))
      for (const file of await readdir(path.join(root, first, second))) yield file
}

const foldersIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(unlessGone)) ?? []
