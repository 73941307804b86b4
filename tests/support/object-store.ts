import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { AwsV4Signer } from 'aws4fetch'
import { afterAll } from 'vitest'
import { type Swift, startSwift } from '../../scripts/services/swift.js'
import { CACHE } from './places.js'

export type ObjectStore = Omit<Swift, 'stop' | 'start'> & {
  stop(): Promise<void>
  start(): Promise<void>
  /** The variables of a bucket that nobody used before, below a prefix. */
  freshBucket(): Promise<Record<string, string>>
}

/** A real object store of the test file's own, which it may stop and start. */
export async function objectStore(): Promise<ObjectStore> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-test-swift-'))
  const swift = await startSwift({ dir, cacheDir: path.join(CACHE, 'swift') })
  afterAll(async () => {
    await swift.stop()
    await rm(dir, { recursive: true, force: true })
  })
  return { ...swift, freshBucket: () => makeBucket(swift) }
}

async function makeBucket({ endpoint, region, keyId, secret }: Swift): Promise<Record<string, string>> {
  const bucket = `test-${randomBytes(4).toString('hex')}`
  const key = { accessKeyId: keyId, secretAccessKey: secret, region, service: 's3' }
  const { url, method, headers } = await new AwsV4Signer({ ...key, method: 'PUT', url: `${endpoint}/${bucket}` }).sign()
  const { ok, status } = await fetch(url, { method, headers })
  if (!ok) throw new Error(`The bucket was not made: ${status}`)
  return {
    DAYBOOK_FILES: `s3://${bucket}/acme/mail`,
    DAYBOOK_FILES_ENDPOINT: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: keyId,
    AWS_SECRET_ACCESS_KEY: secret,
  }
}
