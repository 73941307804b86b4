import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AppError, invalid } from './errors.js'

/** The key that seals what the database must not give away. It lives outside the database; `id` says which one sealed. */
export type SecretKey = { readonly id: string; readonly bytes: Buffer }

/** As stored. `ciphertext` is nonce (12 bytes), tag (16), text. */
export type Sealed = { keyId: string; ciphertext: Uint8Array<ArrayBuffer> }

const NONCE = 12
const TAG = 16

/** From 32 bytes in base64, as `DAYBOOK_KEY` has them. */
export function readSecretKey(base64: string): SecretKey {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 32) throw invalid('The key must be 32 random bytes in base64: openssl rand -base64 32.')
  return { id: createHash('sha256').update('daybook key id').update(bytes).digest('hex').slice(0, 16), bytes }
}

/**
 * Seals with AES-256-GCM (NIST SP 800-38D). `context` names what it is for and is authenticated with it: a ciphertext
 * that is moved to another place does not open there.
 */
export function sealSecret(key: SecretKey, secret: string, context: string): Sealed {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(context))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return { keyId: key.id, ciphertext: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), text])) }
}

/** Throws `unavailable` when it was sealed with another key, or is not what was sealed for this context. */
export function openSecret(key: SecretKey, sealed: { keyId: string; ciphertext: Uint8Array }, context: string): string {
  if (sealed.keyId !== key.id) {
    const message =
      'A stored password was sealed with another key. Start Daybook with the key it was added under (DAYBOOK_KEY).'
    throw new AppError('unavailable', message, { sealedWith: sealed.keyId, key: key.id })
  }
  const bytes = Buffer.from(sealed.ciphertext)
  const opener = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, NONCE)).setAAD(Buffer.from(context))
  opener.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
  try {
    return Buffer.concat([opener.update(bytes.subarray(NONCE + TAG)), opener.final()]).toString('utf8')
  } catch (cause) {
    throw new AppError('unavailable', 'A stored password can not be opened: it was altered. Enter it again.', {}, cause)
  }
}
