import type { RawHeaders } from './message-headers.js'

/** The part of a Thread-Index that all mails of a conversation share (MS-OXOMSG §2.2.1.3): a time and a GUID, then five bytes an answer. */
const CONVERSATION_BYTES = 22

/** Gmail's number of a conversation, as IMAP gives it (X-GM-THRID) or an archive of it has in a header. */
export const gmailThread = (id: string): string => `gmail:${id}`

/** What a program calls the conversation that a mail belongs to, or null. It is known to be wrong now and then, so it decides nothing. */
export function providerThread(raw: RawHeaders): string | null {
  const gmail = /^\d{1,20}$/.exec(raw.first('x-gm-thrid')?.trim() ?? '')?.[0]
  if (gmail !== undefined) return gmailThread(gmail)
  const index = Buffer.from(raw.first('thread-index') ?? '', 'base64')
  return index.length < CONVERSATION_BYTES ? null : `outlook:${index.subarray(0, CONVERSATION_BYTES).toString('hex')}`
}
