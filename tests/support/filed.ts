import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import { bulkWorkspace } from '../../src/db/sql-workspace.js'
import { addPeopleFromMail } from '../../src/domain/correspondence/contacts-from-mail.js'
import { fileMessages } from '../../src/domain/correspondence/file-messages.js'
import type { MailFiles } from '../../src/mail/files/mail-files.js'
import { readMessage } from '../../src/mail/read-message.js'

export type Filing = { mailboxId: string; mailFiles: MailFiles; live?: boolean }

/** Stores raw mails as a sync would, bytes and all; `live`: they arrive just now. */
export async function fileRaw(
  db: Database,
  scope: Scope,
  { mailboxId, mailFiles, live = true }: Filing,
  mails: readonly string[],
): Promise<void> {
  const pack = mailFiles.packs(scope.workspaceId).open()
  const bytes = mails.map((mail) => Buffer.from(mail))
  const places = await pack.append(bytes)
  await pack.close()
  const receivedAt = db.clock.now()
  const items = await Promise.all(
    bytes.map(async (each, n) => {
      const read = await readMessage(each, receivedAt)
      if (!read.ok) throw new Error(read.problem)
      const uid = BigInt(`0x${randomUUID().slice(0, 7)}`)
      const spot = { mailboxId, folder: 'INBOX', uidValidity: 1n, uid, flags: [] }
      return { message: read.value, raw: places[n] ?? { file: '', offset: 0, length: 0 }, spot, receivedAt, live }
    }),
  )
  const filed = await bulkWorkspace(db, { ...scope, via: 'mail' }, (bulk) => fileMessages(bulk, db.ids, items))
  if (filed.newPeople) await addPeopleFromMail(db, { ...scope, via: 'mail' }, filed.newPeople)
}
