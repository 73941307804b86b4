import { AppError } from '../../lib/errors.js'
import { type BucketPlace, LONGEST_MS } from './bucket-place.js'

/** What a store said in place of an answer; `status` null where it said nothing. */
export type Refusal = { status: number | null; said: string; thrown: unknown }

const AGAIN = 'What waits for it is tried again by itself.'

/** What an object store refused in words for whoever looks after it. It may take the same later, so it is `unavailable` whatever it is. */
export function bucketError(place: BucketPlace, { status, said, thrown }: Refusal): AppError {
  const code = /<Code>([\w.-]+)<\/Code>/.exec(said)?.[1] ?? ''
  const words = status === null ? unreached(place, thrown) : refusedBecause(place, status, code, said)
  return new AppError('unavailable', `${words} ${AGAIN}`, { status, code }, thrown ?? undefined)
}

function unreached({ endpoint }: BucketPlace, thrown: unknown): string {
  const { name, cause } = thrown as { name?: string; cause?: { code?: unknown } }
  if (name === 'TimeoutError')
    return `The object store at ${endpoint.host} gave no answer within ${LONGEST_MS / 1000} s.`
  const why = typeof cause?.code === 'string' ? ` (${cause.code})` : ''
  return `The object store at ${endpoint.host} can't be reached${why}. Is it up, and is DAYBOOK_FILES_ENDPOINT right?`
}

function refusedBecause({ bucket, endpoint }: BucketPlace, status: number, code: string, said: string): string {
  const at = `The object store at ${endpoint.host}`
  const why = code || String(status)
  if (code === 'NoSuchBucket' || (status === 404 && code === ''))
    return `There is no bucket ${bucket} at ${endpoint.host}. Make it, or correct DAYBOOK_FILES.`
  if (code === 'RequestTimeTooSkewed') return `${at} says that the clock of this machine is wrong. Set it.`
  const region = /<Region>([\w-]+)<\/Region>/.exec(said)?.[1]
  if (region || (status >= 300 && status < 400) || code === 'AuthorizationHeaderMalformed')
    return `${at} has the bucket ${bucket} in another region (${why}): set AWS_REGION${region ? `=${region}` : ''}.`
  if (status === 507 || status === 413 || /quota|exceeded|full/i.test(code))
    return `The bucket ${bucket} at ${endpoint.host} takes no more (${why}). Make room there, or have its quota raised.`
  if (status === 401 || status === 403)
    return `${at} refuses the key for the bucket ${bucket} (${why}). Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or let that key read, write, list and delete there.`
  return `${at} answers ${status}${code && ` (${code})`}.`
}
