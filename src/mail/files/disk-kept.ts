import { readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { hashOf } from '../../lib/hash-of.js'
import { diskError } from '../disk-error.js'
import type { FileStore } from './mail-files.js'
import { KEPT, keptPath } from './names.js'
import { writeWhole } from './write-whole.js'

/** Below `<dir>/files/<workspace>/`. */
export function diskKept(dir: string, workspaceId: string): FileStore {
  const root = path.join(dir, KEPT, workspaceId)
  const placeOf = (name: string) => path.join(root, keptPath(name))
  return {
    put: async (bytes) => {
      const hash = hashOf(bytes)
      if (!(await isThere(placeOf(hash), bytes.length))) await writeWhole(placeOf(hash), bytes).catch(cannotKeep)
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
