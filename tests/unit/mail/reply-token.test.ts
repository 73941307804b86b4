import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fits, replyAddress, type TokenSubject, tokenIn } from '../../../src/domain/correspondence/reply-token.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { TEST_KEY } from '../../support/test-key.js'

const key = readSecretKey(TEST_KEY)
const other = readSecretKey(Buffer.alloc(32, 7).toString('base64'))
const subject: TokenSubject = {
  id: '0190b5b0-6f4e-7cc1-8a3b-0123456789ab',
  workspaceId: '0190b5b0-6f4e-7cc1-8a3b-00000000000a',
  occasion: 'invoice-mail:1:first',
  recipient: 'Ada@acme.com',
}

describe('a reply address', () => {
  it('carries its mail through a program that changes the case', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), (id) => {
        const address = replyAddress(key, 'books@us.example', { ...subject, id }) ?? ''
        for (const seen of [address, address.toUpperCase(), `"Books" <${address}>`]) {
          const token = tokenIn(seen)
          expect(token?.deliveryId).toBe(id)
          expect(fits(key, token?.mac ?? Buffer.of(), { ...subject, id, recipient: 'ada@acme.com' })).toBe(true)
        }
      }),
    )
  })

  it('is good for its recipient, occasion, workspace and installation alone', () => {
    const { mac } = tokenIn(replyAddress(key, 'books@us.example', subject) ?? '') ?? { mac: Buffer.of() }
    expect(fits(key, mac, { ...subject, recipient: 'eve@acme.com' })).toBe(false)
    expect(fits(key, mac, { ...subject, occasion: 'invoice-mail:2:first' })).toBe(false)
    expect(fits(key, mac, { ...subject, workspaceId: subject.id })).toBe(false)
    expect(fits(other, mac, subject)).toBe(false)
    expect(fits(key, Buffer.of(), subject)).toBe(false)
  })

  it('stays within what a local part may be long, and is none where a tag is none', () => {
    expect(replyAddress(key, 'accounts.receivable.north@us.example', subject)).toBeNull()
    expect(replyAddress(key, 'books+x@us.example', subject)).toBeNull()
    for (const address of ['books@us.example', 'books+r@us.example', 'books+rabc@us.example', '+r@', ''])
      expect(tokenIn(address)).toBeNull()
  })
})
