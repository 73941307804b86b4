import { hashOf } from '../../lib/hash-of.js'
import type { BucketPlace } from './bucket-place.js'
import { sendTo } from './send-to.js'

export type Listed = { key: string; size: number; quietMs: number }

/** Objects of a bucket below its prefix, by the S3 protocol. Whatever goes wrong there is `unavailable`, with what to do. */
export type Bucket = {
  where: string
  /** Null when it is not there; of a range, as much of it as there is. */
  get(key: string, range?: { from: number; to: number }): Promise<Buffer | null>
  /** Bytes; null when it is not there. */
  size(key: string): Promise<number | null>
  /** Acknowledged, and so kept, when it answers. */
  put(key: string, bytes: Buffer): Promise<void>
  /** Gone already is no fault. */
  remove(key: string): Promise<void>
  /** In the order of their keys; `quietMs`: how long ago each was written, by the store's own clock. */
  list(prefix: string): AsyncGenerator<Listed>
}

export function openBucket(place: BucketPlace): Bucket {
  const send = sendTo(place)
  const root = place.prefix === '' ? '' : `${place.prefix}/`
  return {
    where: `s3://${place.bucket}${place.prefix && `/${place.prefix}`} at ${place.endpoint.host}`,
    get: async (key, range) => {
      const headers = range && { range: `bytes=${range.from}-${range.to - 1}` }
      const { status, bytes } = await send('GET', root + key, { headers, may: [404, 416] })
      if (status === 416) return Buffer.of() // the range begins where the object has ended
      return status === 404 ? null : bytes
    },
    size: async (key) => {
      const { status, headers } = await send('HEAD', root + key, { may: [404] })
      return status === 404 ? null : Number(headers.get('content-length'))
    },
    put: async (key, bytes) => {
      await send('PUT', root + key, { body: bytes, headers: { 'x-amz-content-sha256': hashOf(bytes) } })
    },
    remove: async (key) => {
      await send('DELETE', root + key, { may: [404] })
    },
    list: async function* (prefix) {
      const { readListing } = await import('./read-listing.js')
      for (let token: string | null = ''; token !== null; ) {
        const query: Record<string, string> = { 'list-type': '2', prefix: root + prefix }
        if (token !== '') query['continuation-token'] = token
        const { bytes, headers } = await send('GET', '', { query })
        const now = Date.parse(headers.get('date') ?? '')
        const page = readListing(bytes.toString('utf8'))
        for (const { key, size, changedAt } of page.objects)
          yield { key: key.slice(root.length), size, quietMs: now - changedAt }
        token = page.next
      }
    },
  }
}
