import { expect, it } from 'vitest'
import { AppError } from '../../../src/lib/errors.js'
import { listenError } from '../../../src/lib/listen-error.js'

const place = { host: '192.0.2.1', port: 80, variables: { host: 'DROP_HOST', port: 'DROP_PORT' } }
const failure = (code: string) => Object.assign(new Error(`listen ${code}`), { code })

it.each([
  ['EADDRINUSE', /listens on port 80 already.*DROP_PORT/],
  ['EACCES', /below 1024.*DROP_PORT/],
  ['EADDRNOTAVAIL', /no address 192\.0\.2\.1.*DROP_HOST/],
  ['ENOTFOUND', /192\.0\.2\.1.*DROP_HOST/],
])('%s is a sentence with the variable that mends it', (code, says) => {
  const error = listenError(failure(code), place)
  expect(error).toBeInstanceOf(AppError)
  expect((error as AppError).userMessage).toMatch(says)
})

it('anything else stays what it was', () => {
  const other = failure('EIO')
  expect(listenError(other, place)).toBe(other)
})
