import { expect, it } from 'vitest'
import { openSecret, readSecretKey, sealSecret } from '../../../src/lib/secret-box.js'

const key = readSecretKey(Buffer.alloc(32, 1).toString('base64'))
const other = readSecretKey(Buffer.alloc(32, 2).toString('base64'))

it('opens what it sealed, and never seals the same twice the same', () => {
  const sealed = sealSecret(key, 'pass wörd', 'here')
  expect(openSecret(key, sealed, 'here')).toBe('pass wörd')
  expect(Buffer.from(sealed.ciphertext).includes('pass')).toBe(false)
  expect(sealSecret(key, 'pass wörd', 'here').ciphertext).not.toEqual(sealed.ciphertext)
})

it('does not open in another place, with another key, or altered', () => {
  const sealed = sealSecret(key, 'secret', 'here')
  const altered = sealed.ciphertext.map((byte, n) => (n === sealed.ciphertext.length - 1 ? byte ^ 1 : byte))
  expect(() => openSecret(key, sealed, 'there')).toThrow(/altered/)
  expect(() => openSecret(key, { ...sealed, ciphertext: altered }, 'here')).toThrow(/altered/)
  expect(() => openSecret(other, sealed, 'here')).toThrow(/another key/)
})

it('says what a key must look like', () => {
  expect(() => readSecretKey('short')).toThrow(/openssl rand -base64 32/)
})
