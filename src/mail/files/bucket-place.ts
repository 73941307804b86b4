import type { Redacted } from '../../lib/redacted.js'

/** Where a bucket is, and the key that opens it. `prefix`: without slashes around it, or empty. */
export type BucketPlace = {
  bucket: string
  prefix: string
  /** The bucket itself, as a URL without a slash at its end. */
  endpoint: URL
  region: string
  keyId: string
  secret: Redacted
  session: Redacted | undefined
}

/** A request takes no longer, tries and all: what waits for it may hold a lock, and Postgres ends who is silent for a minute. */
export const LONGEST_MS = 25_000
