import { expect, it } from 'vitest'
import { readServerUrl, withoutPassword } from '../../../src/domain/correspondence/mailbox.js'

const ada = 'ada@acme.com'

it.each([
  ['imaps://user:secret@host', 'imaps://user@host', 'user', 'secret'],
  ['imaps://ada@acme.com:secret@host', 'imaps://ada%40acme.com@host', ada, 'secret'],
  ['imaps://user:se@cret@host:1993', 'imaps://user@host:1993', 'user', 'se@cret'],
  ['imaps://user:se%2Fcr%40et@host', 'imaps://user@host', 'user', 'se/cr@et'],
  ['imaps://host', 'imaps://host', ada, null],
])('%s is kept without its password, and logs in as it was typed', (typed, kept, user, password) => {
  expect(withoutPassword(typed)).toBe(kept)
  expect(readServerUrl(typed, 'imap', ada)).toMatchObject({ ok: true, value: { user, password } })
  expect(readServerUrl(kept, 'imap', ada)).toMatchObject({ ok: true, value: { user, password: null } })
})

it.each(['imaps://user:s3cr3t/x@host', 'imaps://user:s3cr3t', 's3cr3t'])(
  '%s is refused without being repeated',
  (typed) => {
    const read = readServerUrl(typed, 'imap', ada)
    expect(read.ok).toBe(false)
    expect(JSON.stringify(read)).not.toContain('s3cr3t')
  },
)
