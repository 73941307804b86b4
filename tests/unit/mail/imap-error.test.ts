import { expect, it } from 'vitest'
import { imapError } from '../../../src/mail/imap-connection.js'

const account = { host: 'imap.customer.example', port: 993, user: 'jo@customer.example' }
const answered = (serverResponseCode: string, responseText: string) =>
  Object.assign(new Error('Command failed'), { authenticationFailed: true, serverResponseCode, responseText })

it.each([
  ['UNAVAILABLE', 'Temporary authentication failure'],
  ['LIMIT', 'Too many simultaneous connections'],
  ['INUSE', 'The mailbox is locked'],
])('a server that answers a log-in with %s is asked again, and nobody is told of a wrong password', (code, said) => {
  const error = imapError(answered(code, said), account)
  expect(error.code).toBe('unavailable')
  expect(error.message).toContain(said)
  expect(error.message).not.toMatch(/password/)
})

it('a log-in that is refused for good says whose password is wanted', () => {
  const error = imapError(answered('AUTHENTICATIONFAILED', 'Invalid credentials'), account)
  expect(error.code).toBe('refused')
  expect(error.message).toContain('does not accept the password of jo@customer.example')
})
