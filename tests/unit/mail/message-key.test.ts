import { describe, expect, it } from 'vitest'
import { ancestorsOf, normaliseMessageId, parseReferences } from '../../../src/domain/correspondence/message-key.js'

const nobody = new Set<string>()

describe('normaliseMessageId', () => {
  it.each([
    ['<a@b.example>', 'a@b.example'],
    ['  <a@b.example>\r\n', 'a@b.example'],
    ['<a@\r\n b.example>', 'a@b.example'],
    ['a@b.example', 'a@b.example'],
    ['<A@B.example>', 'A@B.example'],
    ['<>', null],
    ['', null],
  ])('%j is %j', (raw, key) => expect(normaliseMessageId(raw)).toBe(key))

  it('keeps an index entry small for an absurd id', () => {
    expect(normaliseMessageId(`<${'x'.repeat(5000)}@y>`)).toMatch(/^long:[0-9a-f]{64}$/)
  })
})

describe('parseReferences', () => {
  it.each([
    ['<a@x> <b@x>\t<a@x>', ['a@x', 'b@x']],
    ['<a@x>,<b@x>', ['a@x', 'b@x']],
    ['a@x', ['a@x']],
    ['Your message of "Mon, 1 Jan" <a@x>', ['a@x']],
    ['your mail', []],
    ['Message from Ada <ada@acme.com> of Monday', []],
  ])('%j', (value, ids) => expect(parseReferences(value, new Set(['ada@acme.com']))).toEqual(ids))

  it('takes nothing from nothing', () => expect(parseReferences('', nobody)).toEqual([]))
})

describe('ancestorsOf', () => {
  it('never names the message itself, and keeps the last hundred', () => {
    const references = Array.from({ length: 150 }, (_, n) => `r${n}`)
    const found = ancestorsOf({ messageKey: 'r149', references, inReplyTo: ['r7', 'p'] })
    expect(found).toHaveLength(100)
    expect(found.at(-1)).toBe('p')
    expect(found).not.toContain('r149')
  })
})
