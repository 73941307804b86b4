import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { RawPlace } from '../../domain/correspondence/parsed-message.js'
import { AppError } from '../../lib/errors.js'
import type { Bucket } from './bucket.js'
import { listWhole, putWhole, readStretches, removeWhole, zero } from './in-pieces.js'
import type { Packs, RawPack } from './mail-files.js'
import { packName } from './names.js'
import { stretchesOf } from './pieces.js'

/** A pack a batch: an object is not appended to. */
export function bucketPacks(bucket: Bucket, workspaceId: string): Packs {
  const nameOf = (file: string) => packName(workspaceId, file)
  return {
    open: () => openPack(bucket, workspaceId),
    read: (place) => read(bucket, nameOf(place.file), place),
    wipe: (file, places, stir) =>
      zero(
        bucket,
        nameOf(file),
        places.flatMap(({ offset, length }) => stretchesOf(offset, length)),
        stir,
      ),
    has: async (file) => (await bucket.size(nameOf(file))) !== null,
    quiet: async (ms) => {
      const packs = []
      for await (const { name, size, quietMs } of listWhole(bucket, `${workspaceId}/`))
        if (quietMs >= ms && name.endsWith('.pack')) packs.push({ file: path.posix.basename(name), size })
      return packs
    },
    remove: async (file) => {
      await removeWhole(bucket, nameOf(file))
      return true
    },
  }
}

function openPack(bucket: Bucket, workspaceId: string): RawPack {
  return {
    append: async (batch) => {
      if (batch.length === 0) return []
      const file = `${randomUUID()}.pack`
      await putWhole(bucket, packName(workspaceId, file), batch)
      let offset = 0
      return batch.map(({ length }): RawPlace => {
        offset += length
        return { file, offset: offset - length, length }
      })
    },
    close: async () => undefined,
  }
}

async function read(bucket: Bucket, name: string, place: RawPlace): Promise<Buffer | null> {
  const bytes = await readStretches(bucket, name, stretchesOf(place.offset, place.length))
  if (bytes === null || bytes.length === place.length) return bytes
  throw new AppError('internal', 'A pack of raw mail is shorter than it should be.', { place })
}
