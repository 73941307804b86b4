import { refused } from '../../lib/errors.js'
import type { Bucket } from './bucket.js'
import { listWhole, openWhole, putWhole, removeWhole } from './in-pieces.js'
import type { Filling, Holdings } from './mail-files.js'

export function bucketHoldings(bucket: Bucket): Holdings {
  return {
    list: async function* () {
      for await (const { name, size } of listWhole(bucket, '')) yield { name, size }
    },
    open: async ({ name, size }) => {
      const chunks = await openWhole(bucket, name)
      return chunks && { size, chunks }
    },
    write: (name, chunks) => putWhole(bucket, name, chunks),
    remove: (name) => removeWhole(bucket, name),
    fill: () => fill(bucket),
  }
}

/** An object can't be renamed, so the place is filled at once; what was put there is removed where the rest does not come. */
async function fill(bucket: Bucket): Promise<Filling> {
  const { done } = await bucket.list('').next()
  if (!done)
    throw refused(
      `${bucket.where} has files already (a restore that was killed leaves some), and a backup is restored into an empty place only. Empty it, or name another prefix: DAYBOOK_FILES.`,
    )
  const names: string[] = []
  return {
    write: async (name, chunks) => {
      names.push(name)
      await putWhole(bucket, name, chunks)
    },
    settle: async () => undefined,
    drop: async () => {
      for (const name of names) await removeWhole(bucket, name)
    },
  }
}
