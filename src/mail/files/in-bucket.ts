import { randomUUID } from 'node:crypto'
import { AppError } from '../../lib/errors.js'
import { type Bucket, openBucket } from './bucket.js'
import { bucketHoldings } from './bucket-holdings.js'
import { bucketKept } from './bucket-kept.js'
import { bucketPacks } from './bucket-packs.js'
import type { BucketPlace } from './bucket-place.js'
import type { MailFiles } from './mail-files.js'

/** In a bucket of an object store. Nothing is loaded and nobody asked before something is kept or read. */
export function inBucket(place: BucketPlace): MailFiles {
  const bucket = openBucket(place)
  return {
    where: bucket.where,
    packs: (workspaceId) => bucketPacks(bucket, workspaceId),
    kept: (workspaceId) => bucketKept(bucket, workspaceId),
    holdings: bucketHoldings(bucket),
  }
}

/** Whether the key may do there all that is done there; throws `unavailable` with what it may not. */
export async function proveBucket(place: BucketPlace): Promise<void> {
  const bucket = openBucket(place)
  const key = `probe-${randomUUID()}`
  const bytes = Buffer.from(key)
  await bucket.put(key, bytes)
  try {
    const there = await bucket.get(key)
    if (!there?.equals(bytes) || !(await isListed(bucket, key)))
      throw new AppError('unavailable', `${bucket.where} does not give back what was put there a moment ago.`)
  } finally {
    await bucket.remove(key)
  }
}

async function isListed(bucket: Bucket, wanted: string): Promise<boolean> {
  for await (const { key } of bucket.list(wanted)) if (key === wanted) return true
  return false
}
