import { describe, expect, it } from 'vitest'
import { limits } from '../../../src/mail/limits.js'
import { readMessage } from '../../../src/mail/read-message.js'
import { type Letter, letter } from '../../support/letter.js'

const arrived = new Date('2026-11-03T00:00:00Z')
const read = (raw: string | Buffer) => readMessage(Buffer.from(raw), arrived)
const readLetter = async (given: Partial<Letter>) => {
  const result = await read(letter({ from: 'ada@acme.com', to: 'jo@us.example', ...given }))
  if (!result.ok) throw new Error(result.problem)
  return result.value
}

describe('readMessage', () => {
  it('reads who, what and when', async () => {
    const message = await readLetter({
      id: 'a@x',
      from: '"Lovelace, Ada" <Ada@Acme.com>',
      to: 'Team: jo@us.example, Bo <bo@us.example>;',
      cc: 'jo@us.example',
      subject: '=?utf-8?q?Gr=C3=BC=C3=9Fe?=',
      references: ['p@x', 'q@x'],
      inReplyTo: 'q@x',
      text: 'Yes.\n\nOn Mon, Jo wrote:\n> Really?\n\n-- \nAda',
    })
    expect(message).toMatchObject({
      messageKey: 'a@x',
      subject: 'Grüße',
      sentAt: new Date('2026-11-02T10:00:00Z'),
      references: ['p@x', 'q@x'],
      inReplyTo: ['q@x'],
      reply: 'Yes.',
      class: 'person',
    })
    expect(message.participants).toEqual([
      { role: 'from', address: 'Ada@Acme.com', name: 'Lovelace, Ada' },
      { role: 'to', address: 'jo@us.example', name: null },
      { role: 'to', address: 'bo@us.example', name: 'Bo' },
      { role: 'cc', address: 'jo@us.example', name: null },
    ])
  })

  it('has the same key for a copy without an id that came another way', async () => {
    const one = await readLetter({})
    const other = await readLetter({ headers: { Received: 'from elsewhere', 'X-Spam': 'no' } })
    expect(one.messageKey).toMatch(/^sha256:/)
    expect(other.messageKey).toBe(one.messageKey)
    expect((await readLetter({ text: 'Other.' })).messageKey).not.toBe(one.messageKey)
  })

  it.each([
    ['no date at all', undefined],
    ['nonsense', 'yesterday-ish'],
    ['a clock years ahead', 'Mon, 02 Nov 2037 10:00:00 +0000'],
    ['the beginning of time', 'Thu, 01 Jan 1970 00:00:00 +0000'],
  ])('takes the time of arrival for %s', async (_, date) => {
    const message = await readLetter({ headers: { Date: date ?? '' } })
    expect(message.sentAt).toEqual(arrived)
  })

  it('holds nothing that the database cannot: NUL, half characters', async () => {
    const message = await readLetter({ text: 'a\0b', subject: 'x\u0000y', headers: { 'X-Bad': '\ud800' } })
    expect(JSON.stringify(message)).not.toMatch(/\\u0000|\\ud800/)
  })

  it.each([
    ['bulk', { 'List-Id': '<news.acme.com>' }],
    ['bulk', { 'List-Unsubscribe': '<mailto:off@acme.com>', 'Auto-Submitted': 'auto-generated' }],
    ['bulk', { Precedence: 'Bulk' }],
    ['auto', { 'Auto-Submitted': 'auto-replied; owner-email="x"' }],
    ['auto', { 'X-Autoreply': 'yes', Precedence: 'bulk' }],
    ['auto', { 'X-Apple-Action': 'VACATION' }],
    ['auto', { Subject: 'Abwesenheitsnotiz: Urlaub' }],
    ['auto', { Subject: 'Automatic reply: Offer' }],
    ['person', { 'Auto-Submitted': 'no' }],
    ['person', { Subject: 'Re: out of office supplies' }],
  ])('calls it %s for %j', async (wanted, headers) => {
    expect((await readLetter({ headers })).class).toBe(wanted)
  })

  it.each([
    ['nothing', '', /none of the headers/],
    ['no mail', '\x00\x01\x02\x03 binary', /none of the headers/],
    ['a header bomb', `From: a@b.c\r\nX-Big: ${'x'.repeat(limits.headerBytes)}\r\n\r\n`, /cannot be parsed/],
    ['too many parts', parts(limits.parts + 5), /cannot be parsed/],
    ['parts too deep', nested(limits.depth + 5), /deep within each other/],
  ])('sets %s aside with the reason', async (_, raw, reason) => {
    const result = await read(raw)
    expect(result.ok ? 'read' : result.problem).toMatch(reason)
  })
})

function parts(count: number): string {
  const part = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'
  return `From: a@b.c\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(count)}--b--\r\n`
}

function nested(depth: number): string {
  let body = 'Content-Type: text/plain\r\n\r\nx\r\n'
  for (let n = 0; n < depth; n++)
    body = `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n${body}\r\n--b${n}--\r\n`
  return `From: a@b.c\r\n${body}`
}
