import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { rawHeaders } from '../../src/mail/message-headers.js'
import type { ParsedParts } from '../../src/mail/parsed-parts.js'
import { readOrdinary } from '../../src/mail/read-ordinary.js'
import { readParticipants } from '../../src/mail/read-participants.js'
import { readThoroughly } from '../../src/mail/read-thoroughly.js'

/** All that is read of a mail later on. */
const seenOf = ({ headers, headerLines, attachments, text }: ParsedParts) => ({
  subject: headers.get('subject') ?? '',
  people: readParticipants(headers),
  references: rawHeaders(headerLines).all('references'),
  inReplyTo: rawHeaders(headerLines).all('in-reply-to'),
  lines: headerLines.map(({ key, line }) => ({ key, line })),
  attachments,
  text: linesOf(text),
})

/** Whether an empty part is one empty line or none, the two see differently where a multipart ends. */
const linesOf = (text: string): string[] => text.split('\n').filter((each) => each !== '')

/** Whether the quick reader took the mail; that both agree when it did. */
export async function agree(bytes: Buffer): Promise<boolean> {
  const quick = readOrdinary(bytes.toString('latin1'))
  if (quick === null) return false
  const thorough = await readThoroughly(bytes)
  // Of text that is not in the charset it says the quick reader makes more.
  const broken = thorough.text.includes('\ufffd')
  expect(seenOf(quick)).toEqual({ ...seenOf(thorough), ...(broken && { text: linesOf(quick.text) }) })
  const simple = await simpleParser(bytes, { skipTextToHtml: true, keepDeliveryStatus: true })
  expect(quick.headers.get('subject') ?? '').toBe(simple.subject ?? '')
  if (simple.text && !broken) expect(linesOf(quick.text)).toEqual(linesOf(simple.text))
  return true
}
