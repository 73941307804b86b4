import { setTimeout as pause } from 'node:timers/promises'
import { bucketError, type Refusal } from './bucket-error.js'
import { type BucketPlace, LONGEST_MS } from './bucket-place.js'

export type Answer = { status: number; headers: Headers; bytes: Buffer }

export type Asked = {
  query?: Record<string, string>
  headers?: Record<string, string> | undefined
  body?: Buffer
  /** Statuses that are an answer and no fault, beside those of success. */
  may?: readonly number[]
}

/** A line that breaks, or a store that is busy, is tried again so often at once. */
const TRIES = 3
const PAUSE_MS = 200

/** Asks one bucket, each request signed (AWS Signature, version 4). */
export function sendTo(place: BucketPlace): (method: string, key: string, asked: Asked) => Promise<Answer> {
  return async (method, key, asked) => {
    const signal = AbortSignal.timeout(LONGEST_MS)
    for (let tries = 1; ; tries += 1) {
      const outcome = await once(place, method, key, asked, signal)
      if ('status' in outcome) return outcome
      if (tries === TRIES || signal.aborted || !mayPass(outcome.refusal)) throw bucketError(place, outcome.refusal)
      await pause(PAUSE_MS * 2 ** tries)
    }
  }
}

const mayPass = ({ status }: Refusal): boolean => status === null || status === 429 || status === 408 || status >= 500

async function once(
  place: BucketPlace,
  method: string,
  key: string,
  asked: Asked,
  signal: AbortSignal,
): Promise<Answer | { refusal: Refusal }> {
  try {
    const { url, ...signed } = await sign(place, method, key, asked)
    const response = await fetch(url, { ...signed, redirect: 'manual', signal })
    const bytes = Buffer.from(await response.arrayBuffer())
    const { status, headers } = response
    const noBucket = status === 404 && bytes.includes('NoSuchBucket')
    if (response.ok || (asked.may?.includes(status) && !noBucket)) return { status, headers, bytes }
    return { refusal: { status, said: bytes.toString('utf8'), thrown: null } }
  } catch (thrown) {
    return { refusal: { status: null, said: '', thrown } }
  }
}

async function sign(place: BucketPlace, method: string, key: string, { query = {}, headers = {}, body }: Asked) {
  const { AwsV4Signer } = await import('aws4fetch')
  const url = new URL(`${place.endpoint.href.replace(/\/$/, '')}/${key}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers,
    ...(body && { body: body as Buffer<ArrayBuffer> }), // never of shared memory
    accessKeyId: place.keyId,
    secretAccessKey: place.secret.reveal(),
    ...(place.session && { sessionToken: place.session.reveal() }),
    service: 's3',
    region: place.region,
  })
  return signer.sign()
}
