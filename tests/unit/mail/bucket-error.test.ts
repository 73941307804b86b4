import { expect, it } from 'vitest'
import { Redacted } from '../../../src/lib/redacted.js'
import { bucketError } from '../../../src/mail/files/bucket-error.js'

const place = {
  bucket: 'acme',
  prefix: 'mail',
  endpoint: new URL('https://s3.example/acme'),
  region: 'eu-1',
  keyId: 'the key',
  secret: new Redacted('the secret'),
  session: undefined,
}
const said = (code: string, more = '') => `<Error><Code>${code}</Code>${more}</Error>`

it.each([
  [404, said('NoSuchBucket'), 'There is no bucket acme at s3.example.'],
  [403, said('AccessDenied'), 'refuses the key for the bucket acme (AccessDenied). Correct AWS_ACCESS_KEY_ID'],
  [403, said('RequestTimeTooSkewed'), 'the clock of this machine is wrong'],
  [301, said('PermanentRedirect', '<Region>eu-2</Region>'), 'another region (PermanentRedirect): set AWS_REGION=eu-2.'],
  [507, '', 'takes no more (507). Make room'],
  [403, said('QuotaExceeded'), 'takes no more (QuotaExceeded). Make room'],
  [503, said('SlowDown'), 'The object store at s3.example answers 503 (SlowDown).'],
])('%s %s is said as something to do', (status, words, expected) => {
  const error = bucketError(place, { status, said: words, thrown: null })
  expect(error.code).toBe('unavailable')
  expect(error.userMessage).toContain(expected)
  expect(error.userMessage).toMatch(/tried again by itself\.$/)
  expect(JSON.stringify(error) + error.message).not.toContain('the secret')
})

it('no answer at all is told from nobody there', () => {
  const of = (thrown: unknown) => bucketError(place, { status: null, said: '', thrown }).userMessage
  expect(of(new DOMException('late', 'TimeoutError'))).toContain('gave no answer within 25 s.')
  expect(of(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }))).toContain("can't be reached (ENOTFOUND)")
})
