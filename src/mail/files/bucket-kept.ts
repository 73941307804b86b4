import path from 'node:path'
import { hashOf } from '../../lib/hash-of.js'
import type { Bucket } from './bucket.js'
import { listWhole, openWhole, putWhole, removeWhole } from './in-pieces.js'
import { type FileStore, gathered } from './mail-files.js'
import { KEPT, keptName } from './names.js'
import { PIECE_BYTES } from './pieces.js'

/** The same names as on a disk. */
export function bucketKept(bucket: Bucket, workspaceId: string): FileStore {
  const nameOf = (name: string) => keptName(workspaceId, name)
  return {
    put: async (bytes) => {
      const hash = hashOf(bytes)
      const there = await bucket.size(nameOf(hash))
      if (there !== Math.min(bytes.length, PIECE_BYTES)) await putWhole(bucket, nameOf(hash), [bytes])
      return hash
    },
    get: async (hash) => {
      const chunks = await openWhole(bucket, nameOf(hash))
      if (chunks === null) return null
      const bytes = await gathered(chunks)
      return hashOf(bytes) === hash ? bytes : null
    },
    remove: (name) => removeWhole(bucket, nameOf(name)),
    list: async function* () {
      for await (const { name } of listWhole(bucket, `${KEPT}/${workspaceId}/`)) yield path.posix.basename(name)
    },
  }
}
