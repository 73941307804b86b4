import { fileMessages } from '../../src/domain/correspondence/file-messages.js'
import type { FilingItem } from '../../src/domain/correspondence/parsed-message.js'
import { randomIds } from '../../src/lib/ids.js'
import { readMessage } from '../../src/mail/read-message.js'
import { type Letter, letter } from './letter.js'
import type { MailCompany } from './mail.js'

/** A letter as filing takes it, lying in a mailbox's inbox under a UID; no raw bytes are kept. */
export async function filingItem(mailboxId: string, uid: number, given: Letter): Promise<FilingItem> {
  const receivedAt = new Date('2026-11-23T00:00:00Z')
  const read = await readMessage(Buffer.from(letter(given)), receivedAt)
  if (!read.ok) throw new Error(read.problem)
  const spot = { mailboxId, folder: 'INBOX', uidValidity: 1n, uid: BigInt(uid), flags: [] }
  return { message: read.value, raw: { file: '', offset: 0, length: 0 }, spot, receivedAt }
}

/** Files letters as one batch; the UIDs are their places in the list, from `firstUid`. */
export async function fileLetters(company: MailCompany, mailboxId: string, letters: readonly Letter[], firstUid = 1) {
  const items = await Promise.all(letters.map((given, n) => filingItem(mailboxId, firstUid + n, given)))
  return company.bulk((bulk) => fileMessages(bulk, randomIds, items))
}
