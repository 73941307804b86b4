import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { addMailbox } from '../../src/domain/correspondence/add-mailbox.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { onDisk } from '../../src/mail/files/disk.js'
import type { DemoBooks } from './demo-books.js'
import { fileRaw } from './filed.js'
import { letter } from './letter.js'
import { TEST_KEY } from './test-key.js'

/** The demo's mail, which its mail room would bring: filed into one mailbox that colleagues may read. */
export async function fileDemoMail({ db, scope, company }: DemoBooks): Promise<void> {
  const imap = 'imap://mail%40larkspur.example:none@127.0.0.1:1'
  const mailboxId = await addMailbox(db, scope, readSecretKey(TEST_KEY), {
    address: 'mail@larkspur.example',
    imap,
    visibility: 'full',
  })
  const rawDir = await mkdtemp(path.join(os.tmpdir(), 'daybook-demo-mail-'))
  const named = ({ name, address }: { name: string; address: string }) => `"${name}" <${address}>`
  const mails = company.mails.map(({ messageId, inReplyTo, references, from, to, subject, text, at }) =>
    letter({
      id: bare(messageId),
      from: named(from),
      to: named(to),
      subject,
      date: at.toUTCString(),
      text,
      references: references.map(bare),
      ...(inReplyTo === null ? {} : { inReplyTo: bare(inReplyTo) }),
    }),
  )
  await fileRaw(db, scope, { mailboxId, mailFiles: onDisk(rawDir), live: false }, mails)
  await rm(rawDir, { recursive: true, force: true })
}

const bare = (id: string): string => id.replace(/^<|>$/g, '')
