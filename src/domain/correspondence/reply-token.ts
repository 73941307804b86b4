import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SecretKey } from '../../lib/secret-box.js'

/** RFC 5321 §4.5.3.1.1: what a local part may be long; with a longer one some relays lose mail. */
const LOCAL_PART = 64
const ID_BYTES = 16
/** 80 bits, which nobody guesses over SMTP. */
const MAC_BYTES = 10
/** RFC 4648 §6 in lower case: local parts lose their case on the way. 26 bytes are 42 characters. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const TOKEN = /\+r([a-z2-7]{42})@/i

/** What a token answers for: one mail of ours, to one person, for one occasion. */
export type TokenSubject = { id: string; workspaceId: string; occasion: string; recipient: string }

/**
 * The address that answers to a mail go to: `books+r<token>@us.example`, so that they find their record even when a mail
 * program loses the references. Null when it would not fit into an address.
 */
export function replyAddress(key: SecretKey, from: string, subject: TokenSubject): string | null {
  const at = from.lastIndexOf('@')
  const local = from.slice(0, at)
  if (at < 1 || local.includes('+')) return null
  const bytes = Buffer.concat([idBytes(subject.id), macOf(key, subject)])
  const tagged = `${local}+r${encode(bytes)}`
  return tagged.length > LOCAL_PART ? null : `${tagged}${from.slice(at)}`
}

/** The delivery that an address claims to answer, and the proof to check with `fits`; null when it carries no token. */
export function tokenIn(address: string): { deliveryId: string; mac: Buffer } | null {
  const text = TOKEN.exec(address)?.[1]
  if (text === undefined) return null
  const bytes = decode(text.toLowerCase())
  const hex = bytes.subarray(0, ID_BYTES).toString('hex')
  const deliveryId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { deliveryId, mac: bytes.subarray(ID_BYTES, ID_BYTES + MAC_BYTES) }
}

/** Whether a token was made by this installation for this very mail, recipient and occasion. */
export const fits = (key: SecretKey, mac: Buffer, subject: TokenSubject): boolean =>
  mac.length === MAC_BYTES && timingSafeEqual(mac, macOf(key, subject))

function macOf(key: SecretKey, { workspaceId, id, occasion, recipient }: TokenSubject): Buffer {
  const own = createHmac('sha256', key.bytes).update('daybook reply token').digest()
  const text = JSON.stringify([workspaceId, id, occasion, recipient.toLowerCase()])
  return createHmac('sha256', own).update(text).digest().subarray(0, MAC_BYTES)
}

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

function encode(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function decode(text: string): Buffer {
  let bits = ''
  for (const letter of text) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
